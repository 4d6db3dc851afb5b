package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.SelectionSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {

    private static final String EARLIER_HEADER =
            "epoch,learning_rate,loss,skipped,seconds,score,total,head,medium,tail";
    private static final List<String> EARLIER = List.of(
            EARLIER_HEADER, "1,1.0E-6,2.5,0,1.000,,,,,", "2,1.0E-6,2.4,0,1.000,softmax,0.5,0.4,0.5,", "3,1.0E-6,2.3,0");

    @TempDir
    Path folder;

    private void write(List<String> lines) throws IOException {
        Files.write(folder.resolve("metrics.csv"), lines);
    }

    @Test
    void readsFilesFromBeforeTheSplitWasNamed() throws IOException {
        write(EARLIER.subList(0, 3));
        RunMetrics metrics = RunMetrics.read(folder);
        assertEquals(Optional.empty(), metrics.split());
        assertEquals(2, metrics.epochs().size());
        assertEquals(0.5, metrics.last(ScoreKind.SOFTMAX).orElseThrow().means().total());
    }

    @Test
    void aRunThatGoesOnNamesTheSplitOfItsEarlierLines() throws IOException {
        write(EARLIER);
        MetricsFile.before(3, folder, SelectionSplit.HELD_OUT);
        List<String> lines = Files.readAllLines(folder.resolve("metrics.csv"));
        assertEquals(List.of(EARLIER_HEADER + ",split", EARLIER.get(1) + ",", EARLIER.get(2) + ",held-out"), lines);
        MetricsFile.before(3, folder, SelectionSplit.HELD_OUT);
        assertEquals(lines, Files.readAllLines(folder.resolve("metrics.csv")));
        assertEquals(
                Optional.of(SelectionSplit.HELD_OUT), RunMetrics.read(folder).split());
    }

    @Test
    void refusesASplitThatNobodyKnows() throws IOException {
        write(List.of(EARLIER_HEADER + ",split", "1,1.0E-6,2.4,0,1.000,softmax,0.5,0.4,0.5,,valid"));
        LmClipException error = assertThrows(LmClipException.class, () -> RunMetrics.read(folder));
        assertTrue(error.getMessage().contains("metrics.csv:2")
                && error.getMessage().contains("\"valid\""));
    }
}
