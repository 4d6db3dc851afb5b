package io.github.lmclip.core.train;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different captions of a split.
 *
 * @param ids of each sample, which of them is its caption
 * @param captions token ids of each
 */
record DistinctCaptions(int[] ids, List<int[]> captions) {

    /** Finds which captions are equal. */
    static DistinctCaptions of(List<int[]> all) {
        Map<IntBuffer, Integer> numbers = new HashMap<>();
        List<int[]> different = new ArrayList<>();
        int[] ids = new int[all.size()];
        for (int i = 0; i < ids.length; i++) {
            int[] caption = all.get(i);
            ids[i] = numbers.computeIfAbsent(IntBuffer.wrap(caption), unseen -> different.size());
            if (ids[i] == different.size()) {
                different.add(caption);
            }
        }
        return new DistinctCaptions(ids, different);
    }
}
