package io.github.lmclip.examples.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import io.github.lmclip.core.train.MemoryEstimate;
import io.github.lmclip.core.train.TrainingOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemoryWarningTest {

    private final MemoryWarning warning = new MemoryWarning(TrainingOptions.defaults(), Device.cpu());

    @Test
    void saysWhatIsNeededAndWhatThereIs() {
        assertEquals(
                "Warning: training takes about 9.0 GB at its peak (5.0 for parameters, gradients and moments, 3.0 for what a"
                        + " step keeps, 1.0 for the rest); there are 8.0. Less is taken with"
                        + " training.step.checkpointing = true, training.step.precision = bf16 on devices that have it,"
                        + " training.lora.rank = 8, training.step.microBatch below 8, training.batchSize below 8,"
                        + " a smaller backbone.",
                warning.text(new MemoryEstimate(1_000_000_000, 5_000_000_000L, 3_000_000_000L, 0), 8_000_000_000L));
    }

    @Test
    void speaksOnlyWhereItIsTooMuch() {
        assertEquals("", printed(new MemoryEstimate(1, 1, 1, 1)));
        assertEquals(
                "Warning",
                printed(new MemoryEstimate(1, Long.MAX_VALUE / 2, 1, 1)).split(":")[0]);
    }

    private String printed(MemoryEstimate estimate) {
        PrintStream before = System.err;
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        try (PrintStream caught = new PrintStream(words, true, StandardCharsets.UTF_8)) {
            System.setErr(caught);
            warning.onStart(estimate);
        } finally {
            System.setErr(before);
        }
        return words.toString(StandardCharsets.UTF_8);
    }
}
