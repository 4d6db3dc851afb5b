package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published, and where it goes. */
class BenchmarkFetchTest {

    @TempDir
    Path folder;

    @Test
    void plansTheListedImagesOfCocoAlone() {
        List<PlannedPart> parts =
                BenchmarkFetch.of(Benchmark.COCO_MLT, folder).withCaptions(true).plan();
        assertEquals(
                List.of(1_909, 5_000, 1), parts.stream().map(PlannedPart::files).toList());
        assertEquals(
                List.of(false, false, true),
                parts.stream().map(PlannedPart::exact).toList());
        assertTrue(parts.stream().mapToLong(PlannedPart::bytes).sum() < 1_200_000_000L);
        long training = BenchmarkFetch.of(Benchmark.COCO_MLT, folder).withTrainOnly(true).plan().stream()
                .mapToLong(PlannedPart::bytes)
                .sum();
        assertEquals(parts.get(0).bytes(), training);
        assertTrue(training > 290_000_000L && training < 330_000_000L, "bytes: " + training);
    }

    @Test
    void plansTheArchivesOfVocThatListsUse() {
        List<PlannedPart> parts = BenchmarkFetch.of(Benchmark.VOC_MLT, folder).plan();
        assertEquals(
                List.of(
                        "http://host.robots.ox.ac.uk/pascal/VOC/voc2012/VOCtrainval_11-May-2012.tar",
                        "http://host.robots.ox.ac.uk/pascal/VOC/voc2007/VOCtest_06-Nov-2007.tar"),
                parts.stream().map(PlannedPart::address).toList());
        assertEquals(
                List.of(1_142, 4_952), parts.stream().map(PlannedPart::files).toList());
        for (PlannedPart part : parts) {
            assertTrue(part.exact());
            assertEquals(0, part.bytes() % TarReader.BLOCK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesGoWhereTheListsLookForThem(Benchmark benchmark) {
        Set<Path> listed = new HashSet<>();
        for (Split split : Split.values()) {
            for (Sample sample : benchmark.read(split, folder).samples()) {
                listed.add(sample.picture().location().orElseThrow());
            }
        }
        Set<Path> fetched = new HashSet<>();
        for (Origin origin : PublishedOrigins.of(benchmark, false, false)) {
            origin.paths().forEach(path -> fetched.add(folder.resolve(path)));
        }
        assertEquals(listed, fetched);
    }

    @Test
    void imagesOfCocoComeFromTheAddressOfTheirSet() {
        SingleFiles train = (SingleFiles)
                PublishedOrigins.of(Benchmark.COCO_MLT, true, false).get(0);
        RemoteFile first = train.files().get(0);
        assertEquals("images/train2017/000000554625.jpg", first.path());
        assertEquals(
                "http://images.cocodataset.org/train2017/000000554625.jpg",
                first.address().toString());
    }

    @ParameterizedTest
    @EnumSource
    void captionsArePinnedToTheFileThatThePublishedListsHave(Benchmark benchmark) throws IOException {
        SingleFiles captions =
                (SingleFiles) PublishedOrigins.of(benchmark, true, true).get(1);
        RemoteFile file = captions.files().get(0);
        Path shared = GoldenSource.root()
                .resolve(System.getProperty("lmclip.shared"))
                .resolve("splits")
                .resolve(benchmark.id())
                .resolve(file.path());
        Assumptions.assumeTrue(Files.exists(shared), "not here: " + shared);
        assertEquals(Files.size(shared), file.size().orElseThrow());
        assertEquals(
                Checksum.of(Checksum.Algorithm.SHA_256, shared), file.checksum().orElseThrow());
    }

    @Test
    void countsWhatIsHere() throws IOException {
        Path image = folder.resolve("images/train2017/000000554625.jpg");
        Files.createDirectories(image.getParent());
        Files.write(image, Photo.jpeg(20, 1));
        BenchmarkFetch fetch = BenchmarkFetch.of(Benchmark.COCO_MLT, folder).withTrainOnly(true);
        assertEquals(1, fetch.plan().get(0).here());
        Files.writeString(
                folder.resolve(Manifest.FILE),
                new ManifestEntry(
                                        "images/train2017/000000554625.jpg",
                                        java.net.URI.create("http://images.cocodataset.org/"),
                                        7,
                                        Photo.hash("SHA-256", new byte[7]))
                                .json()
                        + "\n");
        assertEquals(0, fetch.plan().get(0).here());
    }
}
