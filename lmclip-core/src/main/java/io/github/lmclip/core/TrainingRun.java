package io.github.lmclip.core;

import io.github.lmclip.core.ModelBuild.Assembly;
import io.github.lmclip.core.ModelBuild.Task;
import io.github.lmclip.core.clip.Encoder;
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
import io.github.lmclip.losses.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns wishes into a trained model: reads the dataset, trains a network on it. */
final class TrainingRun {

    private final Wishes wishes;
    private final DatasetSource source;
    private final Backbone backbone;
    private final Path images;

    TrainingRun(Wishes wishes) {
        this.wishes = wishes;
        source = wishes.needDataset();
        backbone = wishes.needBackbone();
        images = wishes.images.orElseGet(source::defaultImages);
        int sentences = wishes.prompts.templates().size();
        if (sentences > 1) {
            throw new IllegalStateException("training takes one prompt template, got %d".formatted(sentences));
        }
        if (wishes.labels.isPresent()) {
            throw new IllegalStateException("labels(...) are for zeroShot(); train() takes those of its dataset");
        }
    }

    LmClip train() {
        LongTailDataset training = source.read(Split.TRAIN, images);
        LongTailDataset test = source.read(Split.TEST, images);
        requireImages(training);
        requireImages(test);
        Task task = new Task(
                training.classNames(),
                ClassFrequencies.of(training).groups(),
                options().logitBias().isPresent(),
                Optional.of(test));
        return new ModelBuild(wishes).build(task, model -> train(model, training, test));
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
        return wishes.training.apply(Preset.of(source, backbone).options());
    }

    private void train(Assembly model, LongTailDataset training, LongTailDataset test) {
        TrainingOptions options = options();
        ClassFrequencies frequencies = ClassFrequencies.of(training);
        Loss objective = wishes.loss.map(loss -> loss.apply(frequencies)).orElseGet(() -> Preset.of(source, backbone)
                .objective(frequencies));
        TrainingData data = new TrainingData(
                training,
                model.text().captions(captions(training)),
                prompts(model).stream().map(sentences -> sentences.get(0)).toList(),
                sampler(training, frequencies, options),
                model.card().transform());
        options.logitBias().ifPresent(model.clip()::setLogitBias);
        new ClipTrainer(model.clip(), objective, data, options, listener(model)).train(() -> evaluate(model, test));
    }

    private static List<List<int[]>> prompts(Assembly model) {
        return model.text().prompts(model.card().classNames(), model.card().prompts());
    }

    private List<String> captions(LongTailDataset training) {
        return wishes.captions.map(file -> Captions.read(file, training)).orElseGet(() -> Captions.ofClasses(training));
    }

    private static Sampler sampler(LongTailDataset training, ClassFrequencies frequencies, TrainingOptions options) {
        return options.samplingPower() == 0
                ? new ShuffledSampler(training.size(), options.seed())
                : new ClassAwareSampler(frequencies.imageWeights(training, options.samplingPower()), options.seed());
    }

    private ProgressListener listener(Assembly model) {
        return wishes.runFolder
                .map(folder -> wishes.listener.andThen(new RunFolder(folder, model.clip(), model.card(), model.text())))
                .orElse(wishes.listener);
    }

    private static List<Evaluation> evaluate(Assembly model, LongTailDataset test) {
        ModelCard card = model.card();
        float[][] labels = new Encoder(model.clip()).means(prompts(model));
        try (Scorer scorer = new Scorer(model.clip(), labels, card.transform(), LmClip.BATCH)) {
            float[][] logits = scorer.score(test);
            boolean[][] targets = Scorer.targets(test);
            return Stream.of(ScoreKind.values())
                    .map(kind -> Evaluation.of(kind, logits, targets, card.classNames(), card.groups()))
                    .toList();
        }
    }
}
