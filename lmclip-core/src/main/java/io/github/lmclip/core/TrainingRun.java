package io.github.lmclip.core;

import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import io.github.lmclip.core.ModelBuild.Assembly;
import io.github.lmclip.core.ModelBuild.Task;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.Encoder;
import io.github.lmclip.core.config.ConfigurationFile;
import io.github.lmclip.core.config.RecordKeys;
import io.github.lmclip.core.train.ClipTrainer;
import io.github.lmclip.core.train.PausingMemory;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.RunMemory;
import io.github.lmclip.core.train.RunPictures;
import io.github.lmclip.core.train.SelectionSplit;
import io.github.lmclip.core.train.StepOptions;
import io.github.lmclip.core.train.TrainingData;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.watch.DjlCallbacks;
import io.github.lmclip.core.watch.RunFacts;
import io.github.lmclip.core.watch.SplitFacts;
import io.github.lmclip.data.Captions;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.JpegEngine;
import io.github.lmclip.losses.Loss;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Turns wishes into a trained model: reads the dataset, trains a network on it. */
final class TrainingRun {

    /** How functions print, with an address that changes from run to run. */
    private static final Pattern LAMBDA = Pattern.compile("[\\w.$]+Lambda[^\\s,\\])]*");

    private static final System.Logger LOG = System.getLogger(TrainingRun.class.getName());

    private final Wishes wishes;
    private final DatasetSource source;
    private final Blueprint blueprint;
    private final Backbone backbone;
    private final Path images;

    TrainingRun(Wishes wishes) {
        this.wishes = wishes;
        source = wishes.needDataset();
        images = wishes.images.orElseGet(source::defaultImages);
        int sentences = wishes.prompts.templates().size();
        if (sentences > 1) {
            throw new IllegalStateException("training takes one prompt template, got %d".formatted(sentences));
        }
        if (wishes.resume && wishes.runFolder.isEmpty()) {
            throw new IllegalStateException("resume() needs runFolder(...), where the run was begun");
        }
        if (wishes.pauseAfter.isPresent() && wishes.runFolder.isEmpty()) {
            throw new IllegalStateException("pauseAfter(...) needs runFolder(...), where the state is kept");
        }
        if (wishes.labels.isPresent()) {
            throw new IllegalStateException("labels(...) are for zeroShot(); train() takes those of its dataset");
        }
        blueprint = wishes.blueprint();
        backbone = blueprint.backbone();
    }

    LmClip train() {
        LongTailDataset training = source.read(Split.TRAIN, images);
        LongTailDataset test = source.read(Split.TEST, images);
        requireImages(training);
        requireImages(test);
        Task task = new Task(
                training.classNames(),
                ClassFrequencies.of(training).groups(),
                extras(training.classNames().size()),
                Optional.of(test));
        return new ModelBuild(wishes, blueprint).build(task, model -> train(model, training, test));
    }

    private ClipExtras extras(int classes) {
        TrainingOptions options = options();
        boolean trained = options.step().labels() == StepOptions.Labels.TRAINED;
        return new ClipExtras(options.logitBias().isPresent(), trained ? classes : 0);
    }

    /** Says what to get where the first image of a split is not there: more words than a missing file's name has. */
    private void requireImages(LongTailDataset split) {
        String first = split.samples().get(0).picture().name();
        boolean drawn = source.defaultImages().toString().isEmpty();
        if (!drawn && !Files.exists(Path.of(first)) && !anyExists(split)) {
            throw new IllegalStateException(
                    "the images of %s are missing, such as %s. %s The folder is --images of a command, data.images of a configuration, images(folder) in Java."
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
        TrainingSplits splits =
                TrainingSplits.of(training, captions(training), test, options.holdout(), options.seed());
        wishes.listener.onPictures(RunPictures.of(source, options, splits.training(), splits.selection()));
        ClassFrequencies frequencies = ClassFrequencies.of(splits.training());
        sayUnseen(splits.training(), frequencies);
        Loss objective = wishes.loss.map(loss -> loss.apply(frequencies)).orElseGet(() -> Preset.of(source, backbone)
                .objective(frequencies));
        begin(model.clip(), prompts(model), options);
        Map<String, String> configuration = configuration(training, test, objective);
        try (RunFolder folder = wishes.runFolder
                        .map(path -> new RunFolder(
                                path, model, configuration, facts(training, test, splits, objective), wishes))
                        .orElse(null);
                DjlCallbacks callbacks =
                        wishes.djlListeners.isEmpty() ? null : new DjlCallbacks(model.clip(), wishes.djlListeners)) {
            ProgressListener kept = folder == null ? wishes.listener : wishes.listener.andThen(folder.listener());
            ProgressListener listener = callbacks == null ? kept : kept.andThen(callbacks);
            RunMemory memory = folder == null ? RunMemory.NONE : pausing(folder.memory());
            ClipTrainer trainer =
                    new ClipTrainer(model.clip(), objective, data(model, splits, options), options, listener, memory);
            TestEvaluation evaluation =
                    new TestEvaluation(model, splits.selection(), prompts(model), wishes.loading, options);
            Runnable work = () -> train(trainer, evaluation);
            if (folder == null) {
                work.run();
            } else {
                folder.follow(work, wishes.pauseAfter.orElse(options.epochs()) < options.epochs());
            }
        }
    }

    private RunMemory pausing(RunMemory memory) {
        return wishes.pauseAfter.isPresent() ? new PausingMemory(memory, wishes.pauseAfter.getAsInt()) : memory;
    }

    /** Sets what no pre-trained network has. */
    private static void begin(Clip clip, List<List<int[]>> prompts, TrainingOptions options) {
        options.logitBias().ifPresent(clip.head()::setBias);
        if (options.step().labels() == StepOptions.Labels.TRAINED) {
            clip.head().setLabels(new Encoder(clip).means(prompts));
        }
    }

    private TrainingData data(Assembly model, TrainingSplits splits, TrainingOptions options) {
        return new TrainingData(
                splits.training(),
                model.text().captions(splits.captions()),
                prompts(model).stream().map(sentences -> sentences.get(0)).toList(),
                options.sampler().of(splits.training(), options.samplingPower(), options.seed()),
                model.card().transform(),
                wishes.loading,
                wishes.replicas);
    }

    /** A class without images is no error: a split may lack what others have, and zero-shot knows it. */
    private static void sayUnseen(LongTailDataset training, ClassFrequencies frequencies) {
        List<String> unseen =
                frequencies.unseen().stream().map(training.classNames()::get).toList();
        if (!unseen.isEmpty()) {
            LoggerFactory.getLogger(TrainingRun.class)
                    .warn(
                            "{} has no image of {}: absent from every picture, never drawn, and weighted as the rarest class",
                            training.name(),
                            String.join(", ", unseen));
        }
    }

    private void train(ClipTrainer trainer, TestEvaluation evaluation) {
        try {
            trainer.train(evaluation::run);
        } catch (EarlyStoppedException e) {
            LOG.log(Level.INFO, "a listener has ended the run after epoch {0}: {1}", e.getStopEpoch(), e.getMessage());
        }
    }

    private RunFacts facts(LongTailDataset training, LongTailDataset test, TrainingSplits splits, Loss objective) {
        return new RunFacts(
                keys(objective),
                options().seed(),
                SplitFacts.of(training, images),
                SplitFacts.of(test, images),
                selectedOn(),
                SplitFacts.of(splits.selection(), images),
                RunFacts.sha256(captions(training)),
                Engines.PYTORCH,
                wishes.device.toString());
    }

    private SelectionSplit selectedOn() {
        boolean heldOut = options().holdout().isPresent() || source.isHeldOut();
        return heldOut ? SelectionSplit.HELD_OUT : SelectionSplit.TEST;
    }

    /** Returns every value by its key: the settings where the run was said by them, else what there is without. */
    private SortedMap<String, String> keys(Loss objective) {
        if (wishes.settings.isPresent()) {
            return ConfigurationFile.values(wishes.settings.get());
        }
        SortedMap<String, String> keys = RecordKeys.of("training.", options());
        keys.put("data.source", source.id());
        keys.put("network.backbone", backbone.name());
        keys.put("loss", LAMBDA.matcher(objective.toString()).replaceAll("a function"));
        return keys;
    }

    private static List<List<int[]>> prompts(Assembly model) {
        return model.text().prompts(model.card().classNames(), model.card().prompts());
    }

    private List<String> captions(LongTailDataset training) {
        return wishes.captions
                .map(file -> Captions.read(file, training))
                .orElseGet(() ->
                        Captions.ofClasses(training, wishes.prompts.templates().get(0)));
    }

    /** Returns what decides the run's result, so that nobody goes on with another one by mistake. */
    private Map<String, String> configuration(LongTailDataset training, LongTailDataset test, Loss objective) {
        return Map.of(
                "backbone", backbone.toString(),
                "training", fingerprint(training),
                "test", fingerprint(test),
                "objective", LAMBDA.matcher(objective.toString()).replaceAll("a function"),
                "options", options().toString(),
                "decoding", wishes.loading.decode().withJpeg(JpegEngine.JDK).toString(),
                "prompts", wishes.prompts.toString(),
                "captions", wishes.captions.map(Path::toString).orElse("class names"),
                "transform", wishes.transform.map(Object::toString).orElse("as published"));
    }

    /** Returns name, size and a hash of the labels of a split; not its folder, which may have moved. */
    private static String fingerprint(LongTailDataset split) {
        int labels = split.samples().stream().map(Sample::classes).toList().hashCode();
        return "%s, %d images, labels %08x".formatted(split.name(), split.size(), labels);
    }
}
