package io.github.lmclip.core;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.ListedSource;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A few hundred real COCO photos with labels in the list format; not in this repository. */
final class CocoPhotos {

    private CocoPhotos() {}

    /** Returns the folder that the lists' paths start at; aborts the calling test where it is absent. */
    static Path folder() {
        return GoldenSource.shared("coco-real");
    }

    static DatasetSource all() {
        return source(folder().resolve("coco_real_train.txt"), folder().resolve("coco_real_test.txt"));
    }

    /** Returns a set whose training split is a single batch. */
    static DatasetSource first(int train, int test, Path lists) throws IOException {
        Path trainList = head(folder().resolve("coco_real_train.txt"), train, lists.resolve("train.txt"));
        return source(trainList, head(folder().resolve("coco_real_test.txt"), test, lists.resolve("test.txt")));
    }

    private static Path head(Path list, int count, Path to) throws IOException {
        List<String> lines = Files.readAllLines(list);
        return Files.write(to, lines.subList(0, count));
    }

    private static DatasetSource source(Path train, Path test) {
        return new ListedSource("coco-photos", Benchmark.COCO_MLT.classNames(), train, test);
    }
}
