package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.data.image.Augmentation;
import io.github.lmclip.data.image.RandAugment;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a frozen tower computes is kept, and the run's losses are those of computing it anew. */
class FrozenTowersTest {

    private static final Loss OBJECTIVE =
            new ContrastiveLoss().plus(BalancedAsymmetricLoss.defaults().times(5));

    /** Of float32 features that are computed in batches of another size. */
    private static final double TOLERANCE = 1e-4;

    private static final Predicate<String> IMAGE = name -> name.startsWith("visual.");

    private static final TrainingOptions OPTIONS = TrainingOptions.defaults()
            .withEpochs(2)
            .withBatchSize(7)
            .withLearningRate(1e-3)
            .withEvaluateEvery(2);

    private static final TrainingOptions IMAGE_FROZEN =
            OPTIONS.withFreezing(Freezing.defaults().withImageTower(true));

    private static final TrainingOptions TEXT_FROZEN =
            OPTIONS.withFreezing(Freezing.defaults().withTextTower(true));

    private static List<Double> losses(Backbone backbone, TrainingOptions options) {
        List<Double> losses = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                losses.add(step.loss());
            }
        };
        try (StepFixture fixture = new StepFixture(backbone, ClipExtras.none())) {
            new ClipTrainer(fixture.clip(), OBJECTIVE, fixture.data(), options, listener, RunMemory.NONE)
                    .train(List::of);
        }
        return losses;
    }

    private static void requireSame(Backbone backbone, TrainingOptions options) {
        List<Double> anew =
                losses(backbone, options.withStep(StepOptions.defaults().withReuseFrozen(false)));
        List<Double> kept = losses(backbone, options);
        assertEquals(8, anew.size());
        for (int i = 0; i < anew.size(); i++) {
            assertEquals(anew.get(i), kept.get(i), TOLERANCE * Math.abs(anew.get(i)), "step " + i);
        }
        assertTrue(Math.abs(anew.get(0) - anew.get(4)) > 1e-2, "the run must move: " + anew);
    }

    @Test
    void imageTowerGivesTheSameLossesFlipsIncluded() {
        requireSame(Backbone.TINY, IMAGE_FROZEN);
    }

    @Test
    void textTowerGivesTheSameLosses() {
        requireSame(Backbone.TINY, TEXT_FROZEN);
    }

    @Test
    void resNetGivesTheSameLosses() {
        requireSame(StepFixture.tinyResNet(), IMAGE_FROZEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void picturesAreFixedUnlessTheyDependOnTheirBatch(boolean statistics) {
        Freezing freezing = Freezing.defaults().withBatchNormStatistics(statistics);
        try (StepFixture fixture = new StepFixture(StepFixture.tinyResNet(), ClipExtras.none())) {
            assertFalse(FrozenTowers.of(fixture.clip(), freezing).fixesPictures());
            fixture.freeze(IMAGE);
            assertEquals(statistics, FrozenTowers.of(fixture.clip(), freezing).fixesPictures());
        }
    }

    @Test
    void oneTrainedParameterMakesATowerMove() {
        Set<String> one = Set.of("visual.proj");
        try (StepFixture fixture = StepFixture.tiny()) {
            fixture.freeze(IMAGE.and(name -> !one.contains(name)));
            assertFalse(FrozenTowers.of(fixture.clip(), Freezing.defaults()).image());
            fixture.freeze(one::contains);
            assertTrue(FrozenTowers.of(fixture.clip(), Freezing.defaults()).image());
            assertFalse(FrozenTowers.of(fixture.clip(), Freezing.defaults()).text());
        }
    }

    /** Where chance changes pictures, their vectors are not kept: the same seed must see what it saw before. */
    @Test
    void changingPicturesAreEncodedAnew() {
        TrainingOptions changing =
                IMAGE_FROZEN.withAugmentation(Augmentation.none().withRandAugment(RandAugment.defaults()));
        List<Double> anew =
                losses(Backbone.TINY, changing.withStep(StepOptions.defaults().withReuseFrozen(false)));
        assertEquals(anew, losses(Backbone.TINY, changing));
    }
}
