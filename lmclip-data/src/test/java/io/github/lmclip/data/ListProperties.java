package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ListProperties {

    private static final List<String> NAMES =
            IntStream.range(0, 9).mapToObj(id -> "class " + id).toList();

    private static final Path IMAGES = Path.of("images");

    /** The weights' sum is compared to 1e-9. */
    private static final double TOLERANCE = 1e-9;

    /** Splits with blanks, digits and other scripts in their paths, and images without labels. */
    @Provide
    Arbitrary<LongTailDataset> splits() {
        Arbitrary<String> folders = Arbitraries.strings()
                .withCharRange('a', 'e')
                .withChars("0 1é犬'\u2028")
                .ofMaxLength(8)
                .map(middle -> "in " + middle + "side")
                .withoutEdgeCases();
        Arbitrary<String> files = Arbitraries.integers().between(0, 999).map(number -> "image " + number + ".jpg");
        Arbitrary<List<Integer>> labels = Arbitraries.integers()
                .between(0, NAMES.size() - 1)
                .list()
                .uniqueElements()
                .withoutEdgeCases();
        return Combinators.combine(folders, files, labels)
                .as((folder, file, ids) ->
                        new Sample(Picture.file(IMAGES.resolve(folder).resolve(file)), ids))
                .list()
                .uniqueElements(Sample::picture)
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(samples -> new LongTailDataset("split", NAMES, samples));
    }

    private static String line(Sample sample, String blanks) {
        String path = IMAGES.relativize(Path.of(sample.picture().name())).toString();
        return path + sample.classes().stream().map(id -> " " + id).collect(Collectors.joining()) + blanks;
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(
            @ForAll("splits") LongTailDataset split,
            @ForAll boolean mark,
            @ForAll boolean carriageReturns,
            @ForAll boolean trailingBlanks,
            @ForAll boolean lastLineEnd)
            throws IOException {
        String end = carriageReturns ? "\r\n" : "\n";
        String text = split.samples().stream()
                .map(sample -> line(sample, trailingBlanks ? " " : ""))
                .collect(Collectors.joining(end, mark ? "\uFEFF" : "", lastLineEnd ? end : ""));
        Path list = Files.createTempFile("list", ".txt");
        try {
            Files.writeString(list, text);
            assertEquals(split, new AnnotationReader(NAMES).read("split", list, IMAGES));
        } finally {
            Files.delete(list);
        }
    }

    @Property
    void classWeightsArePositiveAndAtMostOneAndRareClassesWeighMore(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 5000) Integer> counts,
            @ForAll @DoubleRange(min = 0, max = 3) double power) {
        List<Double> weights = new ClassFrequencies(5000, counts).classWeights(power);
        weights.forEach(weight -> assertTrue(weight > 0 && weight <= 1, "weight " + weight));
        assertTrue(weights.contains(1.0));
        for (int a = 0; a < counts.size(); a++) {
            for (int b = 0; b < counts.size(); b++) {
                assertTrue(counts.get(a) > counts.get(b) || weights.get(a) >= weights.get(b), a + " and " + b);
            }
        }
    }

    @Property(tries = 200)
    void imageWeightsAreDefinedForEverySplit(
            @ForAll("splits") LongTailDataset split, @ForAll @DoubleRange(min = 0, max = 3) double power) {
        double[] weights = ClassFrequencies.of(split).imageWeights(split, power);
        double largest = 0;
        for (int image = 0; image < weights.length; image++) {
            boolean labelled = !split.samples().get(image).classes().isEmpty();
            assertTrue(weights[image] >= 0 && weights[image] <= 1, "weight " + weights[image]);
            assertTrue(weights[image] > 0 || !labelled, "a labelled image weighs 0");
            largest = Math.max(largest, weights[image]);
        }
        assertEquals(1, largest);
    }

    @Property(tries = 200)
    void everyLabelledClassHasTheSameShareAtPowerOne(@ForAll("splits") LongTailDataset split) {
        ClassFrequencies frequencies = ClassFrequencies.of(split);
        double[] weights = frequencies.imageWeights(split, 1);
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        long classes = frequencies.counts().stream().filter(count -> count > 0).count();
        if (classes > 0) {
            int rarest = 0;
            while (weights[rarest] < 1) {
                rarest++;
            }
            double share = split.samples().get(rarest).classes().stream()
                    .mapToDouble(id -> 1.0 / frequencies.counts().get(id))
                    .sum();
            // each class hands out N in all, so the largest weight's part of it is share / classes
            assertEquals(share / classes, 1 / total, TOLERANCE);
        }
    }
}
