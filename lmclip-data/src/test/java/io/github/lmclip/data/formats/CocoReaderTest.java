package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoReaderTest {

    private static final String IMAGES =
            "\"images\": [{\"id\": 9, \"file_name\": \"b.jpg\"}, {\"file_name\": \"a.jpg\", \"id\": 3, \"width\": 2}]";

    private static final String CATEGORIES =
            "\"categories\": [{\"id\": 90, \"name\": \"toothbrush\"}, {\"id\": 1, \"name\": \"person\"}, {\"id\": 44, \"name\": \"bottle\"}]";

    @TempDir
    Path folder;

    private LongTailDataset read(CocoReader reader, String... parts) throws IOException {
        Path file = Files.writeString(folder.resolve("instances.json"), "{" + String.join(",", parts) + "}");
        return reader.read("test", file, ReadOptions.defaults());
    }

    private DatasetException refusal(String... parts) {
        return assertThrows(DatasetException.class, () -> read(CocoReader.defaults(), parts));
    }

    private static List<List<Integer>> labels(LongTailDataset read) {
        return read.samples().stream().map(Sample::classes).toList();
    }

    private static String annotations(String... pairs) {
        return "\"annotations\": [" + String.join(",", pairs) + "]";
    }

    private static String annotation(int image, int category, int crowd) {
        return "{\"segmentation\": {\"counts\": [[1, [2]], 3]}, \"iscrowd\": %d, \"image_id\": %d, \"category_id\": %d}"
                .formatted(crowd, image, category);
    }

    @Test
    void numbersCategoriesWithHolesByTheirIdsWhateverComesFirst() throws IOException {
        String labels = annotations(annotation(3, 90, 0), annotation(9, 44, 0), annotation(3, 1, 0));
        for (List<String> order :
                List.of(List.of(labels, IMAGES, CATEGORIES), List.of(CATEGORIES, "\"info\": {}", IMAGES, labels))) {
            LongTailDataset read = read(CocoReader.defaults(), order.toArray(String[]::new));
            assertEquals(List.of("person", "bottle", "toothbrush"), read.classNames());
            assertEquals(
                    folder.resolve("b.jpg").toString(),
                    read.samples().get(0).picture().name());
            assertEquals(List.of(List.of(1), List.of(2, 0)), labels(read));
        }
    }

    @Test
    void countsCrowdsUnlessAskedNotTo() throws IOException {
        String labels = annotations(annotation(3, 90, 1), annotation(9, 44, 0));
        assertEquals(List.of(List.of(1), List.of(2)), labels(read(CocoReader.defaults(), labels, IMAGES, CATEGORIES)));
        CocoReader without = CocoReader.defaults().withCrowds(false);
        assertEquals(List.of(List.of(1), List.of()), labels(read(without, labels, IMAGES, CATEGORIES)));
    }

    @Test
    void tellsThePlaceOfEveryWrongElement() {
        DatasetException refusal = refusal(
                "\"images\": [{\"id\": 9, \"file_name\": \"b.jpg\"}, {\"id\": 9, \"file_name\": \"c.jpg\"}, {\"id\": \"x\", \"file_name\": \"d.jpg\"}]",
                "\"categories\": [{\"id\": 1, \"name\": \"cat\"}, {\"id\": 2, \"name\": \"cat\"}]",
                annotations(annotation(9, 1, 0), annotation(8, 1, 0), annotation(9, 5, 0), "{\"image_id\": 1.5}"));
        String file = folder.resolve("instances.json") + ": ";
        assertEquals(
                List.of(
                        file + "images[1]: image id 9 comes again, expected it only once",
                        file + "images[2]: expected an integer id and a file_name",
                        file + "categories[1]: category 2 \"cat\" comes again, expected each id and name only once",
                        file + "annotations[3]: expected an integer image_id and category_id",
                        file + "annotations[1]: image_id 8, expected the id of an image of the file",
                        file + "annotations[2]: category_id 5, expected one of the file's 1 categories"),
                refusal.shown());
    }

    @Test
    void refusesOtherJson() throws IOException {
        for (String other : List.of("\"images\": 5", "\"images\": [7]", "\"images\": [{\"id\": 1")) {
            String message = refusal(other).getMessage();
            assertTrue(message.endsWith("expected " + CocoReader.FORMAT), message);
        }
        String none = refusal("\"a\": []").getMessage();
        assertTrue(none.contains("has no images, expected COCO instances"), none);
        Path list = Files.writeString(folder.resolve("list.json"), "[" + "[".repeat(100_000));
        assertThrows(DatasetException.class, () -> DatasetFormat.COCO.read("test", list, ReadOptions.defaults()));
    }
}
