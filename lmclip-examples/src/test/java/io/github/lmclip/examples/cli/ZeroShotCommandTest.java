package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.Score;
import io.github.lmclip.examples.cli.options.ScoreOption;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZeroShotCommandTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    Path folder;

    @BeforeEach
    void drawACircleAndASquareBesideABrokenFile() throws IOException {
        Path below = Files.createDirectories(folder.resolve("photos/more, of them"));
        draw(folder.resolve("photos/round.png"), true);
        draw(below.resolve("edged.png"), false);
        Files.writeString(folder.resolve("photos/broken.jpg"), "no picture");
        Files.writeString(folder.resolve("photos/notes.txt"), "not meant");
    }

    private static void draw(Path file, boolean round) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 64, 64);
        graphics.setColor(Color.BLACK);
        if (round) {
            graphics.fillOval(12, 12, 40, 40);
        } else {
            graphics.fillRect(14, 14, 36, 36);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private int run(String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(
                new String[] {
                    "zero-shot", "--backbone", "tiny", folder.resolve("photos").toString()
                },
                0,
                words,
                0,
                4);
        System.arraycopy(more, 0, words, 4, more.length);
        return Launcher.execute(words);
    }

    @Test
    void writesTheBestLabelsOfEveryPictureAsCsv() throws IOException {
        Path out = folder.resolve("found.csv");
        assertEquals(0, run("--labels", "circle,square", "--top", "1", "--out", out.toString()));
        List<String> lines = Files.readAllLines(out);
        assertEquals("picture,rank,label,score,kind", lines.get(0));
        assertEquals(3, lines.size(), "one line for each readable picture: " + lines);
        assertTrue(lines.get(1).startsWith("\"") && lines.get(1).contains("edged.png\",1,square,"), lines.get(1));
        assertTrue(lines.get(2).contains("round.png,1,circle,") && lines.get(2).endsWith(",softmax"), lines.get(2));
    }

    @Test
    void findsThePictureOfATextAsJsonLines() throws IOException {
        Path out = folder.resolve("found.jsonl");
        assertEquals(0, run("--search", "a photo of a circle", "--out", out.toString()));
        List<String> lines = Files.readAllLines(out);
        assertEquals(2, lines.size());
        JsonObject best = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertTrue(best.get("picture").getAsString().endsWith("round.png"));
        assertEquals("cosine", best.get("kind").getAsString());
    }

    @Test
    void readsTheKindOfScore() {
        assertEquals(Score.sigmoid(10, -3), ScoreOption.parse("sigmoid:10:-3"));
        for (String wrong : List.of("sigmoid", "sigmoid:a:b", "best")) {
            assertThrows(IllegalArgumentException.class, () -> ScoreOption.parse(wrong));
        }
    }

    @Test
    void refusesWrongWordsWithStatusTwo() {
        assertEquals(WRONG_INPUT, run());
        assertEquals(WRONG_INPUT, run("--labels", "a", "--search", "b"));
        assertEquals(WRONG_INPUT, run("--labels", "a", "--top", "0"));
        assertEquals(WRONG_INPUT, run("--labels", "a", "--score", "best"));
        assertEquals(WRONG_INPUT, run("--labels", "a", "--backbone", "RN51"));
        assertEquals(WRONG_INPUT, run("--labels", "a", "nowhere"));
    }
}
