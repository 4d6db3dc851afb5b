package io.github.lmclip.examples.cli;

import io.github.lmclip.core.Preset;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.losses.BinaryCrossEntropyLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.util.function.Function;

/** The ways of fine-tuning that the quickstart compares; only loss and learning rate differ. */
enum FineTuning {
    /** LM-CLIP's: contrastive plus balanced asymmetric loss. */
    RECIPE("LM-CLIP recipe", 3e-5, frequencies -> Preset.SHAPES_TINY.objective(frequencies)),
    /** Binary cross-entropy of the logits, with a trained scale and bias. */
    CROSS_ENTROPY("binary cross-entropy", 2e-4, frequencies -> new BinaryCrossEntropyLoss()),
    /** CLIP's own loss between pictures and their captions. */
    CONTRASTIVE("contrastive alone", 3e-5, frequencies -> new ContrastiveLoss());

    private final String title;
    private final double learningRate;
    private final Function<ClassFrequencies, Loss> loss;

    FineTuning(String title, double learningRate, Function<ClassFrequencies, Loss> loss) {
        this.title = title;
        this.learningRate = learningRate;
        this.loss = loss;
    }

    String title() {
        return title;
    }

    /** Returns the best rate of {@code lmclip quickstart --sweep}. */
    double learningRate() {
        return learningRate;
    }

    Function<ClassFrequencies, Loss> loss() {
        return loss;
    }

    boolean biased() {
        return this == CROSS_ENTROPY;
    }
}
