package io.github.lmclip.core;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.ClipTrainer;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.Scorer;
import io.github.lmclip.core.train.TrainingData;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.Captions;
import io.github.lmclip.data.ClassAwareSampler;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sampler;
import io.github.lmclip.data.ShuffledSampler;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.losses.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Turns wishes into a model: reads the dataset, builds the network, trains it if asked to. */
final class TrainingRun {

    private final Wishes wishes;
    private final DatasetSource source;
    private final Blueprint blueprint;
    private final Backbone backbone;
    private final Path images;

    TrainingRun(Wishes wishes) {
        this.wishes = wishes;
        source = wishes.needDataset();
        blueprint = wishes.blueprint();
        backbone = blueprint.backbone();
        images = wishes.images().orElseGet(source::defaultImages);
    }

    LmClip zeroShot() {
        return build(readSplits(), blueprint.biased(), model -> {});
    }

    LmClip train() {
        Splits splits = readSplits();
        requireImages(splits.training());
        requireImages(splits.test());
        return build(splits, blueprint.biased() || options().logitBias().isPresent(), this::train);
    }

    private record Splits(LongTailDataset training, LongTailDataset test) {}

    private Splits readSplits() {
        return new Splits(source.read(Split.TRAIN, images), source.read(Split.TEST, images));
    }

    /** A model before it is handed out. */
    private record Assembly(
            Clip clip, ModelCard card, ModelText text, LongTailDataset training, LongTailDataset test) {}

    private LmClip build(Splits splits, boolean biased, Consumer<Assembly> work) {
        LongTailDataset training = splits.training();
        LongTailDataset test = splits.test();
        ModelText text = text();
        NDManager manager = NDManager.newBaseManager(wishes.device(), Engines.PYTORCH);
        boolean finished = false;
        try {
            Clip clip = blueprint.build(manager, biased);
            ModelCard card = new ModelCard(
                    backbone,
                    training.classNames(),
                    ClassFrequencies.of(training).groups(),
                    transform(),
                    biased);
            work.accept(new Assembly(clip, card, text, training, test));
            LmClip model = new LmClip(manager, clip, card, text, Optional.of(test));
            finished = true;
            return model;
        } finally {
            if (!finished) {
                manager.close();
            }
        }
    }

    /** Says what to get where the first image of a split is not there: more words than a missing file's name has. */
    private void requireImages(LongTailDataset split) {
        String first = split.samples().get(0).picture().name();
        boolean drawn = source.defaultImages().toString().isEmpty();
        if (!drawn && !Files.exists(Path.of(first)) && !anyExists(split)) {
            throw new IllegalStateException("the images of %s are missing, such as %s. %s"
                    .formatted(split.name(), first, source.howToGetImages(images)));
        }
    }

    private static boolean anyExists(LongTailDataset split) {
        return split.samples().stream()
                .anyMatch(sample -> Files.exists(Path.of(sample.picture().name())));
    }

    private TrainingOptions options() {
        return wishes.training().apply(Preset.of(source, backbone).options());
    }

    private PictureTransform transform() {
        return wishes.transform()
                .orElse(PictureTransform.LM_CLIP)
                .withSize(backbone.image().resolution());
    }

    private ModelText text() {
        if (wishes.vocabulary().isEmpty() && backbone.text().equals(Backbone.TINY.text())) {
            return TinyClip.text();
        }
        Path file = wishes.vocabulary().orElseGet(PublishedFiles::vocabulary);
        try {
            return ModelText.of(file.toString(), Files.readAllBytes(file), backbone);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the vocabulary " + file, e);
        }
    }

    private void train(Assembly model) {
        TrainingOptions options = options();
        ClassFrequencies frequencies = ClassFrequencies.of(model.training());
        Loss objective = wishes.loss().map(loss -> loss.apply(frequencies)).orElseGet(() -> Preset.of(source, backbone)
                .objective(frequencies));
        List<int[]> prompts = model.text().prompts(model.training().classNames());
        TrainingData data = new TrainingData(
                model.training(),
                model.text().captions(captions(model.training())),
                prompts,
                sampler(model.training(), frequencies, options),
                model.card().transform());
        options.logitBias().ifPresent(model.clip()::setLogitBias);
        new ClipTrainer(model.clip(), objective, data, options, listener(model)).train(() -> evaluate(model, prompts));
    }

    private List<String> captions(LongTailDataset training) {
        return wishes.captions()
                .map(file -> Captions.read(file, training))
                .orElseGet(() -> Captions.ofClasses(training));
    }

    private static Sampler sampler(LongTailDataset training, ClassFrequencies frequencies, TrainingOptions options) {
        return options.samplingPower() == 0
                ? new ShuffledSampler(training.size(), options.seed())
                : new ClassAwareSampler(frequencies.imageWeights(training, options.samplingPower()), options.seed());
    }

    private ProgressListener listener(Assembly model) {
        return wishes.runFolder()
                .map(folder ->
                        wishes.listener().andThen(new RunFolder(folder, model.clip(), model.card(), model.text())))
                .orElseGet(wishes::listener);
    }

    private static List<Evaluation> evaluate(Assembly model, List<int[]> prompts) {
        ModelCard card = model.card();
        try (Scorer scorer = new Scorer(model.clip(), prompts, card.transform(), LmClip.BATCH)) {
            float[][] logits = scorer.score(model.test());
            boolean[][] targets = Scorer.targets(model.test());
            return Stream.of(ScoreKind.values())
                    .map(kind -> Evaluation.of(kind, logits, targets, card.classNames(), card.groups()))
                    .toList();
        }
    }
}
