package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists inside the library against the published ones. */
class BenchmarkTest {

    private static final Path ROOT = Path.of("images-folder");

    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @EnumSource
    void equalsThePublishedLists(Benchmark benchmark) {
        String file = benchmark == Benchmark.VOC_MLT ? "voc" : "coco";
        Path folder = GoldenSource.shared("splits").resolve(benchmark.id());
        List<String> names = ClassNames.read(folder.resolve(file + "_labels.txt"));
        assertEquals(names, benchmark.classNames());
        for (Split split : Split.values()) {
            Path list = folder.resolve("%s_lt_%s.txt".formatted(file, split.word()));
            LongTailDataset published = new AnnotationReader(names).read("published", list, images(benchmark));
            assertEquals(published.samples(), benchmark.read(split, ROOT).samples());
        }
    }

    private static Path images(Benchmark benchmark) {
        return benchmark == Benchmark.VOC_MLT ? ROOT : ROOT.resolve("images");
    }

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void pathsAreThePublishedOnes(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        for (Split split : Split.values()) {
            int prefix = images(benchmark).toString().length() + 1;
            List<String> paths = benchmark.read(split, ROOT).samples().stream()
                    .map(sample -> sample.picture().name().substring(prefix).replace(File.separatorChar, '/'))
                    .toList();
            List<String> first = GoldenData.strings(stored.of(split), "first_paths");
            assertEquals(first, paths.subList(0, first.size()));
            assertEquals(stored.of(split).get("image_paths_sha256").getAsString(), GoldenData.sha256(paths));
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void countsAsPublished(GoldenSource source, Benchmark benchmark) {
        GoldenData golden = GoldenData.open(source, benchmark);
        for (Split split : Split.values()) {
            LongTailDataset read = golden.read(split);
            JsonObject stored = golden.of(split);
            int[] labels = read.samples().stream()
                    .mapToInt(sample -> sample.classes().size())
                    .toArray();
            assertEquals(
                    GoldenData.ints(stored, "class_counts"),
                    ClassFrequencies.of(read).counts());
            assertEquals(GoldenData.ints(stored, "class_counts"), benchmark.publishedCounts(split));
            assertEquals(stored.get("num_images").getAsInt(), read.size());
            assertEquals(stored.get("images_without_label").getAsLong(), count(labels, 0, 0));
            assertEquals(stored.get("single_label_images").getAsLong(), count(labels, 1, 1));
            int most = stored.get("labels_per_image_max").getAsInt();
            assertEquals(most, IntStream.of(labels).max().orElseThrow());
            assertEquals(stored.get("multi_label_images").getAsLong(), count(labels, 2, most));
            double mean = IntStream.of(labels).average().orElseThrow();
            assertEquals(stored.get("labels_per_image_mean").getAsDouble(), mean, TOLERANCE);
        }
    }

    private static long count(int[] labels, int from, int to) {
        return IntStream.of(labels).filter(n -> n >= from && n <= to).count();
    }

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void namesAndGroupsAreThePublishedOnes(GoldenSource source, Benchmark benchmark) {
        GoldenData golden = GoldenData.open(source, benchmark);
        assertEquals(GoldenData.strings(golden.set(), "classes"), benchmark.classNames());
        List<ClassGroup> groups = ClassFrequencies.of(golden.read(Split.TRAIN)).groups();
        for (ClassGroup group : ClassGroup.values()) {
            List<Integer> members = IntStream.range(0, groups.size())
                    .filter(id -> groups.get(id) == group)
                    .boxed()
                    .toList();
            String field = group == ClassGroup.MEDIUM ? "middle" : group.word();
            assertEquals(GoldenData.ints(golden.set(), field), members, field);
        }
    }

    @Test
    void saysWhatToGetFromWhereAndWhereToPutIt() {
        String voc = Benchmark.VOC_MLT.howToGetImages(ROOT);
        assertTrue(voc.startsWith("Run ./lmclip fetch voc-mlt " + ROOT + ", or get http://"), voc);
        assertTrue(voc.contains("http://host.robots.ox.ac.uk/pascal/VOC/voc2012/VOCtrainval_11-May-2012.tar"), voc);
        assertTrue(voc.contains("http://host.robots.ox.ac.uk/pascal/VOC/voc2007/VOCtest_06-Nov-2007.tar"), voc);
        assertTrue(voc.contains(ROOT + "/VOCdevkit/VOC2012/JPEGImages"), voc);
        String coco = Benchmark.COCO_MLT.howToGetImages(ROOT);
        assertTrue(coco.startsWith("Run ./lmclip fetch coco-mlt " + ROOT + " (1.1 GB"), coco);
        assertTrue(coco.contains("http://images.cocodataset.org/zips/train2017.zip"), coco);
        assertTrue(coco.contains(ROOT + "/images/train2017 and " + ROOT + "/images/val2017"), coco);
    }

    @ParameterizedTest
    @EnumSource
    void imagesLieBesideTheListsByDefault(Benchmark benchmark) {
        Path lists = GoldenSource.root().resolve(benchmark.defaultImages());
        assertTrue(lists.resolve("train.txt").toFile().isFile(), lists.toString());
    }
}
