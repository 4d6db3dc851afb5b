package io.github.lmclip.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws a class, each with the same probability, then one of its images, each with the same probability; as many per epoch
 * as there are images, with replacement. A class without images is never drawn, nor is an image without labels.
 *
 * @see <a href="https://arxiv.org/abs/1512.05830">Shen et al., Relay Backpropagation for Effective Learning of Deep
 *     Convolutional Neural Networks, ECCV 2016</a>
 */
public final class OneClassSampler implements Sampler {

    private final List<int[]> imagesByClass;
    private final int draws;
    private final long seed;

    /**
     * Creates a sampler.
     *
     * @param split what is drawn from
     * @param seed of the draws
     * @throws IllegalArgumentException if no image has a label
     */
    public OneClassSampler(LongTailDataset split, long seed) {
        this.seed = seed;
        draws = split.size();
        imagesByClass = imagesByClass(split).filter(images -> images.length > 0).toList();
        if (imagesByClass.isEmpty()) {
            throw new IllegalArgumentException("none of the %d images of %s has a label, expected some to draw by class"
                    .formatted(split.size(), split.name()));
        }
    }

    private static Stream<int[]> imagesByClass(LongTailDataset split) {
        List<List<Integer>> images = new ArrayList<>();
        split.classNames().forEach(name -> images.add(new ArrayList<>()));
        for (int image = 0; image < split.size(); image++) {
            for (int id : split.samples().get(image).classes()) {
                images.get(id).add(image);
            }
        }
        return images.stream()
                .map(ofClass -> ofClass.stream().mapToInt(image -> image).toArray());
    }

    @Override
    public IntStream indices(long epoch) {
        SplittableRandom random = Seeds.of(seed, epoch);
        return IntStream.range(0, draws).map(i -> {
            int[] images = imagesByClass.get(random.nextInt(imagesByClass.size()));
            return images[random.nextInt(images.length)];
        });
    }
}
