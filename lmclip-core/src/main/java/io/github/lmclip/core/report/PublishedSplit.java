package io.github.lmclip.core.report;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What is to be said of numbers on a test split: of a published benchmark's more than of others. */
public final class PublishedSplit {

    /** What the names of a run's files mean by "valid", which they have from the published code. */
    private static final String VALID =
            "\"valid\" in the names of a run's files is the test split, unless pictures were held out";

    private PublishedSplit() {}

    /**
     * Tells by names and number whether pictures are a benchmark's test split.
     *
     * @param classNames the classes, in their order
     * @param images how many pictures
     */
    public static boolean is(List<String> classNames, int images) {
        return Arrays.stream(Benchmark.values())
                .filter(benchmark -> benchmark.classNames().equals(classNames))
                .anyMatch(benchmark -> benchmark.read(Split.TEST, Path.of("")).size() == images);
    }

    /** Returns a sentence on "valid", of a published split or of any other. */
    static String sentence(boolean published) {
        return (published ? "The published \"valid\" split is the test split" : VALID) + ".";
    }

    /** Returns a note on choosing by the test split, without a full stop. */
    public static String note(List<String> classNames, int images) {
        return is(classNames, images)
                ? "the published \"valid\" split, by which its checkpoints are chosen, is the test split"
                : VALID + "; a model that was chosen on the test split scores too high there";
    }
}
