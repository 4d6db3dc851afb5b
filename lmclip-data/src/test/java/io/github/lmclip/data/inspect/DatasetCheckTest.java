package io.github.lmclip.data.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.benchmark.Manifest;
import io.github.lmclip.data.formats.ReadOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCheckTest {

    @TempDir
    Path folder;

    private Path picture(String name, int colour) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, colour);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, name.endsWith("png") ? "png" : "jpg", file.toFile());
        return file;
    }

    private LabelledData read() {
        return LabelledData.read(folder.toString(), Optional.empty(), ReadOptions.defaults());
    }

    private static CheckReport check(LabelledData data) {
        return DatasetCheck.run(data, () -> {});
    }

    @Test
    void aCleanFolderIsClean() throws IOException {
        picture("train/cat/1.png", 1);
        picture("train/dog/2.png", 2);
        picture("test/cat/3.jpg", 0xff0000);
        picture("test/dog/4.jpg", 0xff00);
        AtomicInteger looks = new AtomicInteger();
        CheckReport report = DatasetCheck.run(read(), looks::incrementAndGet);
        assertTrue(report.isClean(), report.findings().toString());
        assertEquals(4, report.pictures());
        assertEquals(4, looks.get());
        assertTrue(report.bytes() > 100);
    }

    @Test
    void comparesWithTheManifestOfAFolderThatWasFetched() throws IOException {
        picture("train/cat/1.png", 1);
        picture("train/dog/2.png", 2);
        picture("test/cat/3.png", 3);
        picture("test/dog/5.png", 5);
        String line = "{\"path\":\"%s\",\"address\":\"http://a/%s\",\"bytes\":%d,\"sha256\":\"%s\"}";
        List<String> lines = new ArrayList<>();
        for (String name : List.of("train/cat/1.png", "test/cat/3.png")) {
            Path file = folder.resolve(name);
            String hash = Checksum.of(Checksum.Algorithm.SHA_256, file).hex();
            lines.add(line.formatted(name, name, Files.size(file), hash));
        }
        Files.write(folder.resolve(Manifest.FILE), lines);
        assertTrue(check(read()).isClean());
        picture("test/cat/3.png", 4);
        lines.add(line.formatted("captions.txt", "c", 3, "0".repeat(64)));
        Files.write(folder.resolve(Manifest.FILE), lines);
        CheckReport report = check(read());
        List<String> messages = report.findings().stream().map(Finding::message).toList();
        assertEquals(2, report.count(Fault.CHANGED), messages.toString());
        assertTrue(messages.get(0).contains("as first fetched from http://a/test/cat/3.png"), messages.get(0));
        assertTrue(messages.get(1).endsWith("captions.txt: no such file, expected the one fetched from http://a/c"));
    }

    @Test
    void findsEveryKindOfFault() throws IOException {
        Path one = picture("train/cat/1.png", 1);
        Path two = picture("train/dog/2.jpg", 2);
        Path again = folder.resolve("train/dog/again.png");
        Files.copy(one, again);
        byte[] whole = Files.readAllBytes(two);
        Path cut = Files.write(folder.resolve("train/dog/cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Path text = Files.writeString(folder.resolve("train/dog/text.jpg"), "no picture");
        picture("test/dog/other.png", 9);
        Path leaked = folder.resolve("test/cat/leaked.png");
        Files.createDirectories(leaked.getParent());
        Files.copy(one, leaked);
        LabelledData data = read();
        Path gone = picture("test/cat/gone.png", 7);
        LabelledData withGone = read();
        Files.delete(gone);
        assertEquals(4, check(data).findings().size());
        CheckReport report = check(withGone);
        assertEquals(1, report.count(Fault.MISSING));
        assertEquals(2, report.count(Fault.UNDECODABLE));
        assertEquals(1, report.count(Fault.DUPLICATE));
        assertEquals(1, report.count(Fault.LEAKED));
        List<String> messages = report.findings().stream().map(Finding::message).toList();
        String name = folder.getFileName().toString();
        assertEquals(
                "%s: the same content as %s in %s train, expected it only once".formatted(again, one, name),
                messages.get(0));
        assertTrue(messages.get(1).startsWith(cut + ": truncated"), messages.get(1));
        assertTrue(messages.get(2).startsWith(text + ": "), messages.get(2));
        assertEquals(gone + ": no such file, expected a picture", messages.get(3));
        assertEquals(
                "%s: a test picture with the content of the training picture %s, expected another"
                        .formatted(leaked, one),
                messages.get(4));
    }

    @Test
    void doubtsClassesOfOnePictureAndThoseWithoutATest() throws IOException {
        Files.writeString(
                folder.resolve("train.csv"),
                "1.png,yellow|Traffic_Light|cat|boat\n2.png,yellow|traffic light|car|goat\n3.png,yelow|car|traffic light\n");
        Files.writeString(folder.resolve("test.csv"), "4.png,yellow|Traffic_Light|cat|car|traffic light|boat\n");
        String name = folder.getFileName().toString();
        List<Finding> doubts = ClassDoubts.of(read());
        assertEquals(
                List.of(
                                "%s test: no picture shows class goat, expected one at least: its AP counts as 0",
                                "%s test: no picture shows class yelow, expected one at least: its AP counts as 0",
                                "%s train: class Traffic_Light has 1 picture and nearly the name of traffic light, which has 2;"
                                        + " is it misspelt?",
                                "%s train: class yelow has 1 picture and nearly the name of yellow, which has 2; is it misspelt?")
                        .stream()
                        .map(words -> words.formatted(name))
                        .toList(),
                doubts.stream().map(Finding::message).toList(),
                "cat is no car, and boat as rare as goat");
        CheckReport report = check(read());
        assertEquals(2, report.count(Fault.UNTESTED));
        assertEquals(2, report.count(Fault.MISSPELT));
        assertEquals(doubts, report.findings().subList(0, 4));
    }

    @Test
    void publishedClassesAreNotDoubted() {
        for (String id : List.of("voc-mlt", "coco-mlt", "shapes-mlt")) {
            LabelledData data = LabelledData.read(
                    id, Optional.empty(), ReadOptions.defaults().withImages(folder));
            assertEquals(List.of(), ClassDoubts.of(data), id);
        }
    }

    @Test
    void comparesCountsWithThePublishedOnes() {
        LabelledData data = LabelledData.read(
                "VOC_MLT", Optional.empty(), ReadOptions.defaults().withImages(folder));
        assertEquals(Optional.of(Benchmark.VOC_MLT), data.benchmark());
        CheckReport report = check(data);
        assertEquals(0, report.count(Fault.COUNT));
        assertEquals(report.pictures(), report.count(Fault.MISSING));
        LongTailDataset train = data.train();
        LongTailDataset shorter =
                new LongTailDataset("short", train.classNames(), train.samples().subList(1, train.size()));
        CheckReport off = check(new LabelledData(shorter, Optional.empty(), data.benchmark(), data.images()));
        assertEquals(train.samples().get(0).classes().size(), off.count(Fault.COUNT));
        int id = train.samples().get(0).classes().stream().min(Integer::compare).orElseThrow();
        int published = Benchmark.VOC_MLT.publishedCounts(Split.TRAIN).get(id);
        assertEquals(
                "short: class %s has %d images, expected the published %d"
                        .formatted(train.classNames().get(id), published - 1, published),
                off.findings().get(0).message());
        CheckReport other = check(data.withBenchmark(Benchmark.COCO_MLT));
        assertEquals(
                "voc-mlt train: 20 classes, expected the 80 of coco-mlt",
                other.findings().get(0).message());
    }

    @Test
    void knowsTheFolderOfABenchmarksImages() throws IOException {
        Files.createDirectories(folder.resolve("images/train2017"));
        assertEquals(Optional.of(Benchmark.COCO_MLT), read().benchmark());
    }

    @Test
    void aClassMayBeCalledTrain() throws IOException {
        picture("train/1.png", 1);
        picture("bus/2.png", 2);
        LabelledData data = read();
        assertEquals(List.of("bus", "train"), data.train().classNames());
        assertEquals(Optional.empty(), data.test());
    }

    @Test
    void refusesWhatIsNowhere() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> LabelledData.read("nowhere", Optional.empty(), ReadOptions.defaults()))
                .getMessage();
        assertEquals("nowhere is no file or folder, nor one of voc-mlt, coco-mlt, shapes-mlt", message);
    }
}
