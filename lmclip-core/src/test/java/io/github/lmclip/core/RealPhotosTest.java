package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.data.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small backbone on real photos, end to end. */
class RealPhotosTest {

    private static final class Losses implements ProgressListener {
        private final List<Double> values = new ArrayList<>();

        @Override
        public void onStep(StepReport step) {
            values.add(step.loss());
        }
    }

    private static Evaluation train(Losses losses) {
        try (LmClip model = LmClip.builder()
                .dataset(CocoPhotos.all())
                .images(CocoPhotos.folder())
                .backbone(Backbone.TINY)
                .training(options -> options.withEpochs(1).withBatchSize(16).withEvaluateEvery(1))
                .listener(losses)
                .train()) {
            return model.evaluate();
        }
    }

    @Test
    void trainsAndEvaluatesTheSameWayTwice() {
        Losses first = new Losses();
        Losses second = new Losses();
        Evaluation found = train(first);
        assertEquals(found, train(second));
        assertEquals(first.values, second.values);
        assertEquals(13, first.values.size());
        int photos = CocoPhotos.all().read(Split.TEST, CocoPhotos.folder()).size();
        assertEquals(photos, found.images());
        assertTrue(Double.isNaN(found.meanAveragePrecision().head()), "no class has 100 photos");
        assertTrue(found.meanAveragePrecision().tail() > 0);
    }
}
