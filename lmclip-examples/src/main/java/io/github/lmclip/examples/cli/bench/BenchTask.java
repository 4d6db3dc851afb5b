package io.github.lmclip.examples.cli.bench;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One batch of photos with labels drawn by a seed: what both engines of the training benchmark work on, step after step.
 *
 * @param photos the batch
 * @param labels how many classes there are
 */
record BenchTask(List<Path> photos, int labels) implements DatasetSource {

    private static final long SEED = 8;
    private static final int LABELS_PER_PHOTO = 3;

    @Override
    public String id() {
        return "bench";
    }

    /** Returns COCO's names, and made-up ones beyond. */
    @Override
    public List<String> classNames() {
        List<String> coco = Benchmark.COCO_MLT.classNames();
        return IntStream.range(0, labels)
                .mapToObj(id -> id < coco.size() ? coco.get(id) : coco.get(id % coco.size()) + " " + id)
                .toList();
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Sample> samples = new ArrayList<>();
        for (Path photo : photos) {
            List<Integer> classes = random.ints(0, labels)
                    .distinct()
                    .limit(LABELS_PER_PHOTO)
                    .boxed()
                    .toList();
            samples.add(new Sample(Picture.file(photo), classes));
        }
        return new LongTailDataset("bench", classNames(), samples);
    }

    @Override
    public Path defaultImages() {
        return Path.of("");
    }

    @Override
    public String howToGetImages(Path images) {
        return "The benchmark uses any photos.";
    }
}
