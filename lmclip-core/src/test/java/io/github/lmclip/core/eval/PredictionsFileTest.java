package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionsFileTest {

    @TempDir
    Path folder;

    @Test
    void comesBackBitForBit() {
        Predictions written = new Predictions(
                List.of("a, \"b\".jpg", "ö.jpg"),
                List.of("dog, wild", "<script>"),
                List.of(ClassGroup.TAIL, ClassGroup.HEAD),
                new float[][] {{Float.MIN_VALUE, -1e30f}, {0.1f, 1 / 3f}},
                new boolean[][] {{true, true}, {false, false}});
        Path file = folder.resolve("predictions.csv");
        PredictionsFile.write(file, written);
        Predictions read = PredictionsFile.read(file);
        assertEquals(written.images(), read.images());
        assertEquals(written.classNames(), read.classNames());
        assertEquals(written.groups(), read.groups());
        assertArrayEquals(written.logits(), read.logits());
        assertArrayEquals(written.targets(), read.targets());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image,labels,a;group,,head;x.jpg,0,nan|:3: expected a finite number, got NaN",
                "image,labels,a;group,,head;x.jpg,0,one|:3: expected a number, got \"one\"",
                "image,labels,a;group,,head;x.jpg,1,0.5|:3: class ids are in [0, 1), got \"1\"",
                "image,labels,a;group,,head;x.jpg,0|:3: expected 3 values, got 2",
                "image,labels,a;group,,rare;x.jpg,0,0.5|:2: a group is one of head, medium, tail, got \"rare\"",
                "image,labels,a,b;group,,head;x.jpg,0,0.5,1|:2: expected 2 groups, got 1",
            })
    void saysWhereItIsBroken(String lines, String message) throws IOException {
        Path file = folder.resolve("broken.csv");
        Files.writeString(file, lines.replace("nan", "NaN").replace(";", "\n"));
        assertEquals(
                file + message,
                assertThrows(DatasetException.class, () -> PredictionsFile.read(file))
                        .getMessage());
    }

    @Test
    void refusesAnotherFile() throws IOException {
        Path file = folder.resolve("other.csv");
        Files.writeString(file, "epoch,loss\n1,2\n");
        assertThrows(DatasetException.class, () -> PredictionsFile.read(file));
        Files.writeString(file, "\"epoch\": 1,loss\n");
        assertEquals(file + ": no CSV file, expected saved predictions", refusal(file));
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});
        assertEquals(file + ": no CSV file, expected saved predictions", refusal(file));
        Path none = folder.resolve("none.csv");
        assertEquals(none + ": no such file, expected saved predictions", refusal(none));
    }

    private static String refusal(Path file) {
        return assertThrows(DatasetException.class, () -> PredictionsFile.read(file))
                .getMessage();
    }
}
