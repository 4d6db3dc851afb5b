package io.github.lmclip.core;

import ai.djl.Device;
import ai.djl.training.listener.TrainingListener;
import io.github.lmclip.core.hub.Hub;
import io.github.lmclip.core.hub.PublishedWeights;
import io.github.lmclip.core.hub.Surroundings;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.watch.WatchOptions;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.losses.Loss;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What to do, said in a few words and ended by a verb, {@link #train()} or {@link #zeroShot()}. A value: every word gives
 * a new builder, so that one beginning can be branched freely. What is not said comes from the {@link Preset} of the
 * dataset and the backbone.
 */
public final class LmClipBuilder {

    private final Wishes wishes;

    private LmClipBuilder(Wishes wishes) {
        this.wishes = wishes;
    }

    private LmClipBuilder with(Consumer<Wishes> change) {
        return new LmClipBuilder(wishes.with(change));
    }

    static LmClipBuilder start() {
        return new LmClipBuilder(new Wishes());
    }

    /** Says what to train and test on: a {@code Benchmark}, a {@code ListedSource} of one's own, a {@code ShapesMlt}. */
    public LmClipBuilder dataset(DatasetSource dataset) {
        Objects.requireNonNull(dataset, "dataset");
        return with(wishes -> wishes.dataset = Optional.of(dataset));
    }

    /**
     * Says what to tell apart where there is no dataset, for {@link #zeroShot()}.
     *
     * @throws IllegalArgumentException if there is no label, one is blank or one comes twice
     */
    public LmClipBuilder labels(String... labels) {
        return labels(List.of(labels));
    }

    /** Says what to tell apart, as {@link #labels(String...)} does. */
    public LmClipBuilder labels(List<String> labels) {
        List<String> copy = List.copyOf(labels);
        if (copy.isEmpty() || copy.stream().anyMatch(String::isBlank) || new HashSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException(
                    "labels must be one or more different words or phrases, got %s".formatted(copy));
        }
        return with(wishes -> wishes.labels = Optional.of(copy));
    }

    /** Says which sentences the classes are put into; unsaid, {@link PromptTemplates#LM_CLIP}. Training takes one only. */
    public LmClipBuilder prompts(PromptTemplates prompts) {
        Objects.requireNonNull(prompts, "prompts");
        return with(wishes -> wishes.prompts = prompts);
    }

    /** Says which network; unsaid, the one that {@link #weights(Path)} are for. */
    public LmClipBuilder backbone(Backbone backbone) {
        Objects.requireNonNull(backbone, "backbone");
        return with(wishes -> wishes.network = wishes.network.withBackbone(backbone));
    }

    /**
     * Says the activation of the transformers; unsaid, that of the configuration beside the weights, and of the backbone
     * where there is none: QuickGELU for OpenAI's.
     */
    public LmClipBuilder activation(Activation activation) {
        Objects.requireNonNull(activation, "activation");
        return with(wishes -> wishes.network = wishes.network.withActivation(activation));
    }

    /**
     * Says the side of the square picture that the network sees, in pixels; unsaid, the one it was trained with. The
     * positions of the image tower are interpolated to it by an antialiased bicubic filter, as OpenCLIP does.
     *
     * @param pixels a multiple of the patch, or of 32 for a ResNet; what is none is refused by {@link #train()} and
     *     {@link #zeroShot()}
     */
    public LmClipBuilder imageSize(int pixels) {
        return with(wishes -> wishes.network = wishes.network.withImageSize(pixels));
    }

    /** Says where the images are; unsaid, in the dataset's default folder. */
    public LmClipBuilder images(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return with(wishes -> wishes.images = Optional.of(folder));
    }

    /**
     * Says which pre-trained weights to start from: a file or a model's folder, with the names of OpenAI, OpenCLIP or
     * Hugging Face; see {@link io.github.lmclip.core.checkpoint.Checkpoint}.
     */
    public LmClipBuilder weights(Path path) {
        Objects.requireNonNull(path, "path");
        return with(wishes -> wishes.weights = Optional.of(hub -> Weights.of(path)));
    }

    /**
     * Says which published weights to start from: {@code hf:owner/name} or {@code hf:owner/name@revision} of Hugging Face,
     * OpenCLIP's {@code ViT-B-32/laion2b_s34b_b79k}, or OpenAI's {@code ViT-B/32}. They are taken from a cache, or fetched.
     *
     * @throws IllegalArgumentException if nothing is known by that name
     */
    public LmClipBuilder weights(String name) {
        PublishedWeights published = PublishedWeights.parse(name);
        return with(wishes -> wishes.weights = Optional.of(hub -> Weights.of(hub.weights(published))));
    }

    /** Says to start from random weights of a seed instead of pre-trained ones. */
    public LmClipBuilder randomWeights(long seed) {
        return with(wishes -> wishes.weights = Optional.of(hub -> Weights.random(seed)));
    }

    /**
     * Says which adapters to add to the weights, before anything else is done with them: a file that {@link
     * LmClip#saveAdapters} or a run has written. Weights that they were not trained on are refused.
     */
    public LmClipBuilder adapters(Path file) {
        Objects.requireNonNull(file, "file");
        return with(wishes -> wishes.adapters = Optional.of(file));
    }

    /**
     * Says where CLIP's vocabulary is: its own file, Hugging Face's {@code tokenizer.json} or {@code vocab.json}, or a
     * folder with one of them; unsaid, in the cache folder, fetched if need be.
     */
    public LmClipBuilder vocabulary(Path file) {
        Objects.requireNonNull(file, "file");
        return with(wishes -> wishes.vocabulary = Optional.of(file));
    }

    /** Says what to minimise. */
    public LmClipBuilder loss(Loss loss) {
        Objects.requireNonNull(loss, "loss");
        return lossFor(frequencies -> loss);
    }

    /** Says what to minimise, given how many training images each class has. */
    public LmClipBuilder lossFor(Function<ClassFrequencies, Loss> loss) {
        Objects.requireNonNull(loss, "loss");
        return with(wishes -> wishes.loss = Optional.of(loss));
    }

    /** Says what to change of the preset's training options; several calls add up. */
    public LmClipBuilder training(UnaryOperator<TrainingOptions> change) {
        UnaryOperator<TrainingOptions> before = wishes.training;
        return with(wishes -> wishes.training = options -> change.apply(before.apply(options)));
    }

    /** Says how a picture becomes pixels; unsaid, as LM-CLIP does, at the backbone's resolution. */
    public LmClipBuilder transform(PictureTransform transform) {
        Objects.requireNonNull(transform, "transform");
        return with(wishes -> wishes.transform = Optional.of(transform));
    }

    /**
     * Says what to change about how training and evaluation load pictures: threads, cache, decoding; several calls add up.
     * Augmentation and broken pictures are said by {@link #training}.
     */
    public LmClipBuilder loading(UnaryOperator<LoaderOptions> change) {
        return with(wishes -> wishes.loading = change.apply(wishes.loading));
    }

    /** Says which captions the pictures train with: a file of lines {@code path caption}; unsaid, their class names. */
    public LmClipBuilder captions(Path file) {
        Objects.requireNonNull(file, "file");
        return with(wishes -> wishes.captions = Optional.of(file));
    }

    /** Says who watches; several calls add up. */
    public LmClipBuilder listener(ProgressListener listener) {
        return with(wishes -> wishes.listener = wishes.listener.andThen(listener));
    }

    /**
     * Says which listener, written for DJL's own trainer, watches too; several calls add up. What it gets to see is said at
     * {@link io.github.lmclip.core.watch.DjlCallbacks}.
     */
    public LmClipBuilder listener(TrainingListener listener) {
        Objects.requireNonNull(listener, "listener");
        return with(wishes -> wishes.djlListeners =
                Stream.concat(wishes.djlListeners.stream(), Stream.of(listener)).toList());
    }

    /** Says what to change of what the run's folder gets to see, such as TensorBoard's event files; several calls add up. */
    public LmClipBuilder watch(UnaryOperator<WatchOptions> change) {
        return with(wishes -> wishes.watch = change.apply(wishes.watch));
    }

    /** Forbids, or allows, to ask the network; unsaid, it may be asked unless {@code LMCLIP_OFFLINE} is set. */
    public LmClipBuilder offline(boolean offline) {
        return downloads(options -> options.withOffline(offline));
    }

    /** Says what to change of how files are fetched, such as proxy, mirrors and who watches; several calls add up. */
    public LmClipBuilder downloads(UnaryOperator<FetchOptions> change) {
        return with(wishes -> wishes.hub = wishes.hub.withOptions(change));
    }

    /** Says where caches are. */
    LmClipBuilder surroundings(Surroundings surroundings) {
        return with(wishes -> wishes.hub = new Hub(surroundings, wishes.hub.options()));
    }

    /** Says where to compute; unsaid, on the CPU. */
    public LmClipBuilder device(Device device) {
        Objects.requireNonNull(device, "device");
        return with(wishes -> wishes.device = device);
    }

    /**
     * Says which devices compute a share of each batch's pictures beside the one of {@link #device}: several GPUs, each
     * with a copy of the network. The step is that of one device to rounding errors. Unsaid, there are none.
     */
    public LmClipBuilder replicas(Device... devices) {
        List<Device> copy = List.of(devices);
        return with(wishes -> wishes.replicas = copy);
    }

    /**
     * Says how many threads the engine computes one operation with; unsaid, as many as it chooses. It has one number for the
     * whole process, so that this changes it for other models too. Another number gives results that differ by rounding.
     *
     * @param number at least 1
     */
    public LmClipBuilder threads(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + number);
        }
        return with(wishes -> wishes.threads = OptionalInt.of(number));
    }

    /** Says where the run writes its checkpoints, metrics and event files; unsaid, nowhere. */
    public LmClipBuilder runFolder(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return with(wishes -> wishes.runFolder = Optional.of(folder));
    }

    /**
     * Says to go on with the run that the run's folder holds, where it was stopped; it ends with the same bits as if it had
     * never been. Unsaid, a run in a folder that is not empty starts anew.
     */
    public LmClipBuilder resume() {
        return with(wishes -> wishes.resume = true);
    }

    /**
     * Says to go on as {@link #resume()} does, with the configuration as it is now even where the run was begun with another
     * one. What comes out is then no run that could be had in one piece.
     */
    public LmClipBuilder resumeDespiteChanges() {
        return resume().with(wishes -> wishes.changesAccepted = true);
    }

    /**
     * Says to end this session after an epoch, its state kept, although the run is longer; {@link #resume()} goes on. The
     * run's length stays that of the options, and with it every learning rate.
     *
     * @param epoch at least 1; from the last epoch on, the run just ends
     */
    public LmClipBuilder pauseAfter(int epoch) {
        if (epoch < 1) {
            throw new IllegalArgumentException("pauseAfter must be >= 1, got " + epoch);
        }
        return with(wishes -> wishes.pauseAfter = OptionalInt.of(epoch));
    }

    /** Says the words that the run's folder keeps as {@code run.conf}, such as {@code Configuration.text()}. */
    public LmClipBuilder settings(String text) {
        Objects.requireNonNull(text, "text");
        return with(wishes -> wishes.settings = Optional.of(text));
    }

    /**
     * Fine-tunes and returns the model of the last epoch. An interrupted thread ends the run after the step at hand.
     *
     * @throws IllegalStateException if a word is missing, or images are; the message says what to get and where to put it
     * @throws io.github.lmclip.data.fetch.FetchException if weights or vocabulary are in no cache and cannot be fetched; the
     *     message says what to get and where to put it
     * @throws LmClipException if the loss is no longer finite
     * @throws io.github.lmclip.data.PictureException if a picture cannot be decoded
     */
    public LmClip train() {
        return new TrainingRun(wishes).train();
    }

    /**
     * Returns the pre-trained model as it is, with the dataset's classes or the labels as prompts.
     *
     * @throws IllegalStateException if a word is missing
     * @throws io.github.lmclip.data.fetch.FetchException if weights or vocabulary are in no cache and cannot be fetched; the
     *     message says what to get and where to put it
     */
    public LmClip zeroShot() {
        return new ZeroShotRun(wishes).open();
    }
}
