package io.github.lmclip.examples.cli;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** The small backbone on the drawn pictures: what all of the quickstart's variants have in common. */
final class Quickstart {

    /** Epochs between two evaluations; each takes about a second. */
    private static final int EVALUATE_EVERY = 4;

    private final ShapesMlt shapes = ShapesMlt.DEFAULT;
    private final LmClipBuilder start = LmClip.builder().dataset(shapes).backbone(Backbone.TINY);
    private final Optional<Integer> epochs;

    Quickstart(Optional<Integer> epochs) {
        this.epochs = epochs;
    }

    Evaluation zeroShot() {
        try (LmClip clip = start.zeroShot()) {
            return clip.evaluate();
        }
    }

    List<Sample> testPictures() {
        return shapes.read(Split.TEST, shapes.defaultImages()).samples();
    }

    LongTailDataset validation() {
        return shapes.validation();
    }

    LmClip train(FineTuning method, long seed, Optional<Path> folder) {
        return train(method, method.learningRate(), seed, folder);
    }

    LmClip train(FineTuning method, double learningRate, long seed, Optional<Path> folder) {
        UnaryOperator<TrainingOptions> options = preset -> preset.withLearningRate(learningRate)
                .withSeed(seed)
                .withEvaluateEvery(folder.isPresent() ? EVALUATE_EVERY : Integer.MAX_VALUE)
                .withEpochs(epochs.orElse(preset.epochs()))
                .withLogitBias(method.biased() ? OptionalDouble.of(meanLogit()) : OptionalDouble.empty());
        try (ConsoleProgress progress = new ConsoleProgress(method.title())) {
            LmClipBuilder run = start.lossFor(method.loss()).training(options).listener(progress);
            return folder.map(run::runFolder).orElse(run).train();
        }
    }

    /** Returns minus the mean zero-shot logit of the training pictures: sigmoids then start around one half. */
    private double meanLogit() {
        try (LmClip clip = start.zeroShot()) {
            float[][] logits = clip.logits(shapes.read(Split.TRAIN, shapes.defaultImages()));
            double sum = 0;
            for (float[] row : logits) {
                for (float logit : row) {
                    sum -= logit;
                }
            }
            return sum / logits.length / logits[0].length;
        }
    }
}
