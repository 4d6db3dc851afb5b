package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists inside the library against the published ones. */
class BenchmarkTest {

    private static final Path ROOT = Path.of("images-folder");

    @ParameterizedTest
    @EnumSource
    void equalsThePublishedLists(Benchmark benchmark) {
        String file = benchmark == Benchmark.VOC_MLT ? "voc" : "coco";
        Path folder = GoldenSource.shared("splits").resolve(benchmark.id());
        List<String> names = ClassNames.read(folder.resolve(file + "_labels.txt"));
        assertEquals(names, benchmark.classNames());
        Path images = benchmark == Benchmark.VOC_MLT ? ROOT : ROOT.resolve("images");
        for (Split split : Split.values()) {
            Path list = folder.resolve("%s_lt_%s.txt".formatted(file, split.word()));
            LongTailDataset published = new AnnotationReader(names).read("published", list, images);
            assertEquals(published.samples(), benchmark.read(split, ROOT).samples());
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsAsPublished(Benchmark benchmark) {
        Golden golden = GoldenSource.SHARED.open("data");
        JsonObject stored = golden.index().getAsJsonObject(benchmark.id().replace('-', '_'));
        LongTailDataset train = benchmark.read(Split.TRAIN, ROOT);
        JsonObject counts = stored.getAsJsonObject("train");
        assertEquals(counts.get("num_images").getAsInt(), train.size());
        assertEquals(ints(counts, "class_counts"), ClassFrequencies.of(train).counts());
        assertEquals(
                stored.getAsJsonObject("valid").get("num_images").getAsInt(),
                benchmark.read(Split.TEST, ROOT).size());
        List<ClassGroup> groups = ClassFrequencies.of(train).groups();
        for (int id = 0; id < groups.size(); id++) {
            String group = groups.get(id) == ClassGroup.MEDIUM
                    ? "middle"
                    : groups.get(id).word();
            assertTrue(ints(stored, group).contains(id), "class " + id + " is not of group " + group);
        }
    }

    private static List<Integer> ints(JsonObject stored, String field) {
        return stored.getAsJsonArray(field).asList().stream()
                .map(number -> number.getAsInt())
                .toList();
    }

    @Test
    void saysWhatToGet() {
        String words = Benchmark.VOC_MLT.howToGetImages(ROOT);
        assertTrue(words.contains("VOCtrainval_11-May-2012.tar"), words);
        assertTrue(words.contains("images-folder/VOCdevkit/VOC2012/JPEGImages"), words);
    }
}
