package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.OutOfMemoryException;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {

    /** More values than any address space holds bytes. */
    private static final Shape IMPOSSIBLE = new Shape(1L << 50);

    private static final MemoryEstimate ESTIMATE = new MemoryEstimate(0, 2_000_000_000, 1_000_000_000, 0);

    private static RuntimeException explained(EngineException failure) {
        return MemoryShortage.explain(failure, ESTIMATE, TrainingOptions.defaults());
    }

    @Test
    void explainsWhatTheEngineSaysThen() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            EngineException failure = assertThrows(EngineException.class, () -> manager.zeros(IMPOSSIBLE));
            OutOfMemoryException found = assertInstanceOf(OutOfMemoryException.class, explained(failure));
            assertSame(failure, found.getCause());
            assertTrue(found.getMessage().contains("about 3.0 GB"), found.getMessage());
            assertTrue(found.getMessage().contains("training.step.checkpointing = true"), found.getMessage());
        }
    }

    @Test
    void leavesOtherFailuresAlone() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            EngineException failure = assertThrows(
                    EngineException.class, () -> manager.zeros(new Shape(2, 3)).matMul(manager.zeros(new Shape(2, 3))));
            assertSame(failure, explained(failure));
        }
        EngineException silent = new EngineException((String) null);
        assertSame(silent, explained(silent));
    }
}
