package io.github.lmclip.core;

import io.github.lmclip.core.ModelBuild.Assembly;
import io.github.lmclip.core.clip.Encoder;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.FrozenTowers;
import io.github.lmclip.core.train.PictureVectors;
import io.github.lmclip.core.train.Scorer;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.load.LoaderOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures a model that is being trained on its test split; the pictures' vectors are kept if training leaves them alone. */
final class TestEvaluation {

    private final Assembly model;
    private final LongTailDataset test;
    private final List<List<int[]>> prompts;
    private final LoaderOptions loading;
    private final TrainingOptions options;
    private Optional<PictureVectors> known = Optional.empty();

    TestEvaluation(
            Assembly model,
            LongTailDataset test,
            List<List<int[]>> prompts,
            LoaderOptions loading,
            TrainingOptions options) {
        this.model = model;
        this.test = test;
        this.prompts = prompts;
        this.loading = loading;
        this.options = options;
    }

    /** Returns the evaluation by every kind of score. */
    List<Evaluation> run() {
        ModelCard card = model.card();
        float[][] logits = logits(new Encoder(model.clip()).labels(prompts));
        boolean[][] targets = Scorer.targets(test);
        return Stream.of(ScoreKind.values())
                .map(kind -> Evaluation.of(kind, logits, targets, card.classNames(), card.groups()))
                .toList();
    }

    private float[][] logits(float[][] labels) {
        try (Scorer scorer = new Scorer(model.clip(), labels, model.card().transform(), LmClip.BATCH, loading)) {
            if (!isFixed()) {
                return scorer.score(test);
            }
            if (known.isEmpty()) {
                known = Optional.of(
                        PictureVectors.of(model.clip(), test, model.card().transform(), loading, false));
            }
            return scorer.score(known.get());
        }
    }

    private boolean isFixed() {
        return options.step().reuseFrozen()
                && FrozenTowers.of(model.clip(), options.freezing()).fixesPictures();
    }
}
