package io.github.lmclip.examples;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.losses.AsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;

/** Fine-tunes with an objective of one's own: losses are added and multiplied, or written as a function of the batch. */
public final class OwnLoss {

    private OwnLoss() {}

    /** Trains for one epoch with a sum of three losses. */
    public static void main(String[] args) {
        Loss sparse = batch -> batch.logits().orElseThrow().abs().mean();
        Loss objective = new ContrastiveLoss()
                .plus(AsymmetricLoss.defaults().withFocusGradient(true))
                .plus(sparse.times(0.01));
        try (LmClip model = LmClip.builder()
                .dataset(ShapesMlt.DEFAULT)
                .backbone(Backbone.TINY)
                .loss(objective)
                .training(options -> options.withEpochs(1))
                .train()) {
            System.out.println(model.evaluate());
        }
    }
}
