package io.github.lmclip.core.ablation;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where a trained bias on the logits begins, so that losses of sigmoids are not blind at first. */
final class StartBias {

    private StartBias() {}

    /** Returns minus the mean zero-shot logit of the training pictures and all classes: sigmoids then start around one half. */
    static double of(Configuration configuration, UnaryOperator<LmClipBuilder> more) {
        var source = configuration.data().open();
        Path images = configuration.data().images().map(Path::of).orElseGet(source::defaultImages);
        LongTailDataset training = source.read(Split.TRAIN, images);
        try (LmClip clip = more.apply(configuration.builder()).zeroShot()) {
            double sum = 0;
            float[][] logits = clip.logits(training);
            for (float[] row : logits) {
                for (float logit : row) {
                    sum += logit;
                }
            }
            return -sum / logits.length / logits[0].length;
        }
    }
}
