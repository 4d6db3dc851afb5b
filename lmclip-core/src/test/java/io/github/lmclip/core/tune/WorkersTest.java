package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.config.Configuration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private static final Configuration QUICKSTART = Configuration.quickstart();

    private static int workers(Configuration base, Map<String, Domain> domains) {
        return Workers.of(Tuning.of(base, SearchSpace.of(domains)));
    }

    @Test
    void smallTrialsKeepEveryProcessorBusy() {
        int workers = workers(QUICKSTART, Map.of("loss.gammaNeg", new StepRange(0, 8, 1, Scale.LINEAR)));
        assertTrue(workers >= 1 && workers <= Runtime.getRuntime().availableProcessors(), workers + " workers");
    }

    /** A terabyte each: one at a time, and what memory says of that one is said when it starts. */
    @Test
    void theLargestTrialOfTheSpaceDecides() {
        assertEquals(1, workers(QUICKSTART, Map.of("training.batchSize", new Choices(List.of("8", "1000000")))));
    }
}
