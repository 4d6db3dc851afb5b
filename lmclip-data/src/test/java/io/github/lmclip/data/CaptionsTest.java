package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionsTest {

    private static final Path IMAGES = Path.of("images");

    private static final LongTailDataset SPLIT = new LongTailDataset(
            "pets train",
            List.of("cat", "dining table"),
            List.of(
                    new Sample(Picture.file(IMAGES.resolve("a.jpg")), List.of(1, 0)),
                    new Sample(Picture.file(IMAGES.resolve("my cat").resolve("b 2.jpg")), List.of())));

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("captions.txt");
    }

    private List<String> read(String text) throws IOException {
        return Captions.read(Files.writeString(file(), text), SPLIT);
    }

    private String refusal(String text) {
        return assertThrows(DatasetException.class, () -> read(text)).getMessage();
    }

    @Test
    void namesTheClassesInTheOrderOfTheList() {
        assertEquals(List.of("a photo of a dining table, cat", "a photo of a "), Captions.ofClasses(SPLIT));
        assertEquals(
                List.of("a drawing of dining table, cat, framed", "a drawing of , framed"),
                Captions.ofClasses(SPLIT, "a drawing of {}, framed"));
        assertEquals(java.util.List.of("a photo of a aeroplane"), PromptTemplates.LM_CLIP.about("aeroplane"));
    }

    @Test
    void readsCaptionsOfPathsWithBlanks() throws IOException {
        assertEquals(
                List.of("A cat: on a table.", "One more cat"),
                read("a.jpg A cat: on a table.\r\n\r\nmy cat/b 2.jpg  One more cat "));
        assertEquals(List.of("x", "y"), read("images/a.jpg x\nimages/my cat/b 2.jpg y"));
    }

    @Test
    void refusesCaptionsOfOtherPicturesWithFileAndLine() {
        Path second = IMAGES.resolve("my cat").resolve("b 2.jpg");
        assertEquals(
                file() + ":3: got \"c.jpg y\", expected \"path caption\" with the path of " + second,
                refusal("a.jpg x\n\nc.jpg y"));
        assertEquals(
                file() + ":1: got \"aa.jpg x\", expected \"path caption\" with the path of " + IMAGES.resolve("a.jpg"),
                refusal("aa.jpg x\nmy cat/b 2.jpg y"));
    }

    @Test
    void refusesLinesWithoutCaption() {
        assertEquals(
                file() + ":1: got \"a.jpg\", expected \"path caption\" with the path of " + IMAGES.resolve("a.jpg"),
                refusal("a.jpg \nmy cat/b 2.jpg y"));
    }

    @Test
    void refusesTooFewAndTooManyCaptions() {
        assertEquals(
                file() + " has 1 captions, expected one for each of the 2 images of pets train", refusal("a.jpg x"));
        assertEquals(
                file() + ":3: one more caption, expected 2 as pets train has",
                refusal("a.jpg x\nmy cat/b 2.jpg y\nc.jpg z"));
    }
}
