package io.github.lmclip.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.train.EarlyStopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the update have keys; what they do is {@code UpdateOptionsTest}'s and its neighbours' matter. */
class UpdateKeysTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(training\\.[\\w.]+)` \\| ([^|]+?) \\|");

    private static final Configuration START = Configuration.quickstart();

    @ParameterizedTest
    @CsvSource({
        "schedule.kind, cosine-per-epoch, constant",
        "schedule.warmupUpdates, 0, 10",
        "rateFactors.imageTower, 1.0, 0.5",
        "rateFactors.textTower, 1.0, 0.5",
        "rateFactors.rest, 1.0, 10.0",
        "rateFactors.perBlock, 1.0, 0.8",
        "undecayed.biasesAndNorms, false, true",
        "undecayed.embeddings, false, true",
        "undecayed.logitScale, false, true",
        "gradient.batchesPerUpdate, 1, 4",
        "gradient.clipNorm, none, 1.0",
        "gradient.reportNorm, false, true",
        "emaDecay, none, 0.99",
        "freezing.imageTower, false, true",
        "freezing.textTower, false, true",
        "freezing.norms, false, true",
        "freezing.batchNormStatistics, false, true",
        "freezing.imageBlocks, 0, 2",
        "freezing.textBlocks, 0, 2",
        "maxLogitScale, none, 100.0",
        "earlyStopping, none, defaults",
        "holdout, none, 0.2"
    })
    void eachHasAKeyAndItsPublishedValue(String name, String published, String other) {
        String key = "training." + name;
        assertEquals(published, START.values().get(key));
        Configuration changed = START.with(key, other);
        assertEquals(other, changed.values().get(key));
        assertNotEquals(START.training(), changed.training());
        assertEquals(START, changed.with(key, published));
    }

    /** Rows of the guide's tables: key, published value or, in brackets, that of an option which is off. */
    @Test
    void theGuideNamesKeysAndTheirPublishedValues() throws IOException {
        Map<String, String> values = Configuration.named("voc_mlt_rn50")
                .with("training.earlyStopping", "defaults")
                .values();
        List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("..", "docs", "training.md")))
                .results()
                .toList();
        assertTrue(rows.size() > 20, rows.size() + " rows");
        for (MatchResult row : rows) {
            String found = values.get(row.group(1));
            assertNotNull(found, row.group(1));
            String told = row.group(2);
            boolean isSame = told.equals("by preset")
                    || row.group(1).equals("training.earlyStopping")
                    || told.replaceAll("[()]", "").equals(found.replaceFirst("\\.0$", ""));
            assertTrue(isSame, row.group(1) + " is " + found + ", the guide says " + told);
        }
    }

    @Test
    void aKeyOfEarlyStoppingTurnsItOn() {
        Configuration found = START.with(Map.of("training.earlyStopping.measure", "tail"));
        assertEquals(
                Optional.of(EarlyStopping.defaults().withMeasure(EarlyStopping.Measure.TAIL)),
                found.training().earlyStopping());
    }

    @Test
    void aValueOutOfRangeIsRefusedWithItsKey() {
        String message = assertThrows(
                        ConfigurationException.class, () -> START.with("training.rateFactors.perBlock", "1.5"))
                .getMessage();
        assertEquals("training.rateFactors.perBlock=1.5: perBlock must be in (0, 1], got 1.5", message);
    }
}
