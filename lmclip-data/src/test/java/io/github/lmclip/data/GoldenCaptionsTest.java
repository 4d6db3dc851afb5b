package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Captions and prompts against the published ones. */
class GoldenCaptionsTest {

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void trainingCaptionsAndPromptsAreIdentical(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        assertFingerprint(stored.of(Split.TRAIN), Captions.ofClasses(stored.read(Split.TRAIN)));
        assertEquals(
                GoldenData.strings(stored.set(), "label_strings"),
                benchmark.classNames().stream()
                        .flatMap(name -> PromptTemplates.LM_CLIP.about(name).stream())
                        .toList());
    }

    /** The published test captions follow the order of CPython's sets, which is stored. */
    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void testCaptionsInStoredOrderAreIdentical(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        LongTailDataset test = stored.read(Split.TEST);
        List<List<Integer>> orders = labelOrders(stored);
        assertEquals(test.size(), orders.size());
        List<Sample> reordered = IntStream.range(0, test.size())
                .mapToObj(image -> reordered(test.samples().get(image), orders.get(image)))
                .toList();
        LongTailDataset asPublished = new LongTailDataset("test", test.classNames(), reordered);
        assertFingerprint(stored.of(Split.TEST), Captions.ofClasses(asPublished));
    }

    private static List<List<Integer>> labelOrders(GoldenData stored) {
        Golden golden = stored.golden();
        JsonObject valid = stored.of(Split.TEST);
        long[] offsets = golden.longs(valid.get("label_order_offsets"));
        long[] order = golden.longs(valid.get("label_order"));
        return IntStream.range(0, offsets.length - 1)
                .mapToObj(image -> IntStream.range((int) offsets[image], (int) offsets[image + 1])
                        .mapToObj(at -> (int) order[at])
                        .toList())
                .toList();
    }

    private static Sample reordered(Sample sample, List<Integer> order) {
        assertEquals(
                new HashSet<>(order),
                new HashSet<>(sample.classes()),
                sample.picture().name());
        assertEquals(order.size(), sample.classes().size(), sample.picture().name());
        return new Sample(sample.picture(), order);
    }

    private static void assertFingerprint(JsonObject stored, List<String> captions) {
        List<String> first = GoldenData.strings(stored, "first_captions");
        assertEquals(first, captions.subList(0, first.size()));
        assertEquals(stored.get("captions_sha256").getAsString(), GoldenData.sha256(captions));
    }

    @ParameterizedTest
    @EnumSource
    void captionFilesAreReadInTheOrderOfTheSplit(Benchmark benchmark) {
        GoldenData stored = GoldenData.open(GoldenSource.SHARED, benchmark);
        Path folder = GoldenSource.shared("splits").resolve(benchmark.id());
        String set = benchmark == Benchmark.VOC_MLT ? "voc" : "coco";
        List<String> captions = Captions.read(folder.resolve(set + "_lt_captions.txt"), stored.read(Split.TRAIN));
        assertEquals(stored.of(Split.TRAIN).get("dataset_captions_sha256").getAsString(), GoldenData.sha256(captions));
    }
}
