package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.GradientMode;
import org.junit.jupiter.api.Test;

class UpdateTest {

    private static final TrainingOptions START = TrainingOptions.defaults();

    private static PtNDArray array(Clip clip, String name) {
        return (PtNDArray) clip.parameters().get(name).getArray();
    }

    /** Runs the image tower in training and back. */
    private static void runImageTower(Clip clip, NDArray pictures) {
        Backward.from(clip.encodeImage(pictures, true).sum());
    }

    @Test
    void whatIsFrozenCostsNoBackward() {
        TrainingOptions options =
                START.withFreezing(Freezing.defaults().withImageTower(true).withTextBlocks(1));
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(Backbone.TINY, manager);
                GradientMode on = GradientMode.on()) {
            RandomWeights.fill(clip, 1);
            NDArray pictures = clip.manager().ones(new Shape(1, 3, 64, 64));
            NDArray ids = clip.manager().create(new long[] {706, 5, 707}, new Shape(1, 3));
            try (Update update = new Update(clip, options, 1)) {
                String message = assertThrows(EngineException.class, () -> runImageTower(clip, pictures))
                        .getMessage();
                assertTrue(message.contains("does not require grad"), message);
                Backward.from(clip.encodeText(ids, true).sum());
                assertNull(JniUtils.getGradient(array(clip, "token_embedding.weight")));
                assertNull(JniUtils.getGradient(array(clip, "transformer.resblocks.0.ln_1.weight")));
                assertEquals(
                        new Shape(128),
                        JniUtils.getGradient(array(clip, "transformer.resblocks.1.ln_1.weight"))
                                .getShape());
                assertTrue(update.isDone());
            }
            runImageTower(clip, pictures);
            assertNotNull(JniUtils.getGradient(array(clip, "visual.conv1.weight")), "thaws");
        }
    }
}
