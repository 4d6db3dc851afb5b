package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class ListProperties {

    private static final List<String> NAMES =
            IntStream.range(0, 9).mapToObj(id -> "class " + id).toList();

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll @Size(min = 1, max = 20)
                    List<@Size(max = 9) @UniqueElements List<@IntRange(min = 0, max = 8) Integer>> labels)
            throws IOException {
        Path folder = Files.createTempDirectory("lists");
        String text = IntStream.range(0, labels.size())
                .mapToObj(i -> "image %d.jpg%s"
                        .formatted(i, labels.get(i).stream().map(id -> " " + id).collect(Collectors.joining())))
                .collect(Collectors.joining("\n"));
        Path list = Files.writeString(folder.resolve("list.txt"), text);
        LongTailDataset read = new AnnotationReader(NAMES).read("read", list, folder);
        assertEquals(labels, read.samples().stream().map(Sample::classes).toList());
        Files.delete(list);
        Files.delete(folder);
    }

    @Property
    void weightsArePositiveAndAtMostOne(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 5000) Integer> counts,
            @ForAll @DoubleRange(min = 0, max = 3) double power) {
        ClassFrequencies frequencies = new ClassFrequencies(5000, counts);
        List<Double> weights = frequencies.classWeights(power);
        weights.forEach(weight -> assertTrue(weight > 0 && weight <= 1, "weight " + weight));
        assertTrue(weights.contains(1.0));
    }
}
