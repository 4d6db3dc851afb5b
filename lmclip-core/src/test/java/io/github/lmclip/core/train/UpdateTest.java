package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static boolean records(NDArray features) {
        return JniUtils.requiresGrad((PtNDArray) features);
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
            assertTrue(records(clip.encodeImage(pictures, true)));
            try (Update update = new Update(clip, options, 1)) {
                assertFalse(records(clip.encodeImage(pictures, true)));
                Backward.from(clip.encodeText(ids, true).sum());
                assertNull(JniUtils.getGradient(array(clip, "token_embedding.weight")));
                assertNull(JniUtils.getGradient(array(clip, "transformer.resblocks.0.ln_1.weight")));
                assertEquals(
                        new Shape(128),
                        JniUtils.getGradient(array(clip, "transformer.resblocks.1.ln_1.weight"))
                                .getShape());
                assertTrue(update.isDone());
            }
            assertTrue(records(clip.encodeImage(pictures, true)), "thaws");
        }
    }
}
