package io.github.lmclip.core;

import ai.djl.Device;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.losses.Loss;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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

    static LmClipBuilder start() {
        return new LmClipBuilder(Wishes.none());
    }

    /** Says what to train and test on: a {@code Benchmark}, a {@code ListedSource} of one's own, a {@code ShapesMlt}. */
    public LmClipBuilder dataset(DatasetSource dataset) {
        return new LmClipBuilder(wishes.withDataset(Objects.requireNonNull(dataset, "dataset")));
    }

    /** Says which network; unsaid, the one that {@link #weights(Path)} are for. */
    public LmClipBuilder backbone(Backbone backbone) {
        Objects.requireNonNull(backbone, "backbone");
        return new LmClipBuilder(wishes.withNetwork(wishes.network().withBackbone(backbone)));
    }

    /**
     * Says the activation of the transformers; unsaid, that of the configuration beside the weights, and of the backbone
     * where there is none: QuickGELU for OpenAI's.
     */
    public LmClipBuilder activation(Activation activation) {
        Objects.requireNonNull(activation, "activation");
        return new LmClipBuilder(wishes.withNetwork(wishes.network().withActivation(activation)));
    }

    /**
     * Says the side of the square picture that the network sees, in pixels; unsaid, the one it was trained with. The
     * positions of the image tower are interpolated to it by an antialiased bicubic filter, as OpenCLIP does.
     *
     * @param pixels a multiple of the patch, or of 32 for a ResNet; what is none is refused by {@link #train()} and
     *     {@link #zeroShot()}
     */
    public LmClipBuilder imageSize(int pixels) {
        return new LmClipBuilder(wishes.withNetwork(wishes.network().withImageSize(pixels)));
    }

    /** Says where the images are; unsaid, in the dataset's default folder. */
    public LmClipBuilder images(Path folder) {
        return new LmClipBuilder(wishes.withImages(Objects.requireNonNull(folder, "folder")));
    }

    /**
     * Says which pre-trained weights to start from: a file or a model's folder, with the names of OpenAI, OpenCLIP or
     * Hugging Face; see {@link io.github.lmclip.core.checkpoint.Checkpoint}.
     */
    public LmClipBuilder weights(Path path) {
        return new LmClipBuilder(wishes.withWeights(Weights.of(Objects.requireNonNull(path, "path"))));
    }

    /** Says to start from random weights of a seed instead of pre-trained ones. */
    public LmClipBuilder randomWeights(long seed) {
        return new LmClipBuilder(wishes.withWeights(Weights.random(seed)));
    }

    /** Says where CLIP's vocabulary is; unsaid, in the cache folder. */
    public LmClipBuilder vocabulary(Path file) {
        return new LmClipBuilder(wishes.withVocabulary(Objects.requireNonNull(file, "file")));
    }

    /** Says what to minimise. */
    public LmClipBuilder loss(Loss loss) {
        Objects.requireNonNull(loss, "loss");
        return lossFor(frequencies -> loss);
    }

    /** Says what to minimise, given how many training images each class has. */
    public LmClipBuilder lossFor(Function<ClassFrequencies, Loss> loss) {
        return new LmClipBuilder(wishes.withLoss(Objects.requireNonNull(loss, "loss")));
    }

    /** Says what to change of the preset's training options; several calls add up. */
    public LmClipBuilder training(UnaryOperator<TrainingOptions> change) {
        UnaryOperator<TrainingOptions> before = wishes.training();
        return new LmClipBuilder(wishes.withTraining(options -> change.apply(before.apply(options))));
    }

    /** Says how a picture becomes pixels; unsaid, as LM-CLIP does, at the backbone's resolution. */
    public LmClipBuilder transform(PictureTransform transform) {
        return new LmClipBuilder(wishes.withTransform(Objects.requireNonNull(transform, "transform")));
    }

    /** Says which captions the pictures train with: a file of lines {@code path caption}; unsaid, their class names. */
    public LmClipBuilder captions(Path file) {
        return new LmClipBuilder(wishes.withCaptions(Objects.requireNonNull(file, "file")));
    }

    /** Says who watches; several calls add up. */
    public LmClipBuilder listener(ProgressListener listener) {
        return new LmClipBuilder(wishes.withListener(wishes.listener().andThen(listener)));
    }

    /** Says where to compute; unsaid, on the CPU. */
    public LmClipBuilder device(Device device) {
        return new LmClipBuilder(wishes.withDevice(Objects.requireNonNull(device, "device")));
    }

    /** Says where the run writes its checkpoints and metrics; unsaid, nowhere. */
    public LmClipBuilder runFolder(Path folder) {
        return new LmClipBuilder(wishes.withRunFolder(Objects.requireNonNull(folder, "folder")));
    }

    /**
     * Fine-tunes and returns the model of the last epoch. An interrupted thread ends the run after the step at hand.
     *
     * @throws IllegalStateException if a word is missing, or weights, vocabulary or images are; the message says what to
     *     get and where to put it
     * @throws LmClipException if the loss is no longer finite
     * @throws io.github.lmclip.data.PictureException if a picture cannot be decoded
     */
    public LmClip train() {
        return new TrainingRun(wishes).train();
    }

    /**
     * Returns the pre-trained model as it is, with the dataset's classes as prompts.
     *
     * @throws IllegalStateException if a word is missing, or weights or vocabulary are; the message says what to get and
     *     where to put it
     */
    public LmClip zeroShot() {
        return new TrainingRun(wishes).zeroShot();
    }
}
