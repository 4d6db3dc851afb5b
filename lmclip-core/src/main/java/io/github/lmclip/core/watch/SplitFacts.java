package io.github.lmclip.core.watch;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which list of pictures a run was given.
 *
 * @param name the split's
 * @param images how many pictures it names
 * @param classes how many there are
 * @param sha256 of the lines {@code path id id ...} of all pictures in order, each ended by a line feed, in UTF-8; paths
 *     start at the folder of the images and have slashes
 */
public record SplitFacts(String name, int images, int classes, String sha256) {

    /**
     * Takes the facts of a split.
     *
     * @param split the split
     * @param folder where its images are
     */
    public static SplitFacts of(LongTailDataset split, Path folder) {
        List<String> lines = split.samples().stream()
                .map(sample -> line(sample, folder.toString()))
                .toList();
        return new SplitFacts(split.name(), split.size(), split.classNames().size(), sha256(lines));
    }

    private static String line(Sample sample, String folder) {
        String name = sample.picture().name();
        boolean inside = !folder.isEmpty() && name.startsWith(folder);
        String path = (inside ? name.substring(folder.length()) : name).replace('\\', '/');
        return sample.classes().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" ", (path.startsWith("/") && inside ? path.substring(1) : path) + " ", ""))
                .strip();
    }

    /** Returns the SHA-256 of lines, each ended by a line feed, in UTF-8. */
    static String sha256(List<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
