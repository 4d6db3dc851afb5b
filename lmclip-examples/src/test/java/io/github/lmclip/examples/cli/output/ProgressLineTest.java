package io.github.lmclip.examples.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.data.ClassGroup;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ProgressLine line = new ProgressLine("voc");

    private static StepReport step(int epoch, int step) {
        Map<String, Double> terms = new TreeMap<>(Map.of("2.0 * OneLoss[a=1]", 1.0, "OtherLoss[]", 0.5));
        return new StepReport(epoch, 3, step, 10, 8, 1.5, terms, 1e-5, Double.NaN);
    }

    @Test
    void saysPlaceTimeRateScoreAndTerms() {
        line.onStep(step(1, 1));
        assertEquals("voc  epoch 1/3, step 1/10, loss 1.500 (OneLoss 1.000, OtherLoss 0.500)", line.text());
        Evaluation half = new Evaluation(
                ScoreKind.SOFTMAX, 2, List.of("a"), List.of(ClassGroup.TAIL), List.of(1), List.of(0.5), List.of(0.5));
        line.onStep(step(1, 2));
        line.onEpoch(new EpochReport(1, 1e-5, 1, 0, 1, List.of(half)));
        line.onStep(step(2, 1));
        String pattern = "voc {2}epoch 2/3, step 1/10, \\d+:\\d\\d:\\d\\d left, \\d+(\\.\\d)? images/s, mAP 50\\.00, "
                + "loss 1\\.500 \\(OneLoss 1\\.000, OtherLoss 0\\.500\\)";
        assertTrue(line.text().matches(pattern), line.text());
    }

    @Test
    void isDrawnAsWideAsTheTerminal() {
        String drawn = "\rvoc  epoch 1/3, ste\u001b[K";
        assertEquals(drawn + drawn + System.lineSeparator(), said(20));
    }

    @Test
    void anEpochHasALineWithoutATerminal() {
        assertEquals("voc  epoch 1/3, loss 1.250, 4 s, 2 pictures skipped" + System.lineSeparator(), said(0));
    }

    private static String said(int width) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said));
        try (ConsoleProgress progress = new ConsoleProgress("voc", new StatusLine(width))) {
            progress.onStep(step(1, 1));
            progress.onEpoch(new EpochReport(1, 1e-5, 1.25, 2, 4, List.of()));
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
