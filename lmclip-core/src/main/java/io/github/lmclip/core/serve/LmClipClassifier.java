package io.github.lmclip.core.serve;

import io.github.lmclip.core.LmClipException;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ranks labels for pictures by an ONNX file that {@link io.github.lmclip.core.LmClip#exportOnnx(Path)} has written:
 *
 * <pre>{@code
 * try (LmClipClassifier classifier = LmClipClassifier.open(Path.of("lmclip-voc.onnx"))) {
 *     System.out.println(classifier.classify(Path.of("photo.jpg")).top(5));
 * }
 * }</pre>
 *
 * <p>Any number of threads may use one. Wants the artifact {@code onnxruntime} on the class path, or
 * {@code onnxruntime_gpu}; the training engine is neither started nor needed.
 */
public final class LmClipClassifier implements AutoCloseable {

    static final String INPUT = "pixels";

    private final ServedModel model;
    private final Head head;
    private final boolean owner;
    private final ServingOptions options;
    private final PixelBuffers buffers;

    /** Ranks what a head finds in a model's outputs; an owner closes the model. */
    LmClipClassifier(ServedModel model, Head head, boolean owner, ServingOptions options) {
        this.model = model;
        this.head = head;
        this.owner = owner;
        this.options = options;
        buffers = new PixelBuffers(
                Math.multiplyExact(options.batch(), description().transform().length()));
    }

    /**
     * Opens a classifier with the usual options.
     *
     * @throws OnnxModelException if the file is broken, holds something else or is not this library's
     * @throws LmClipException if ONNX Runtime is not on the class path
     */
    public static LmClipClassifier open(Path file) {
        return open(file, ServingOptions.defaults());
    }

    /**
     * Opens a classifier.
     *
     * @throws OnnxModelException if the file is broken, holds something else or is not this library's
     * @throws LmClipException if the device cannot be used or ONNX Runtime is not on the class path
     */
    public static LmClipClassifier open(Path file, ServingOptions options) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        return open(ModelOpener.open(file, ModelKind.CLASSIFIER, options), options);
    }

    private static LmClipClassifier open(ServedModel model, ServingOptions options) {
        boolean opened = false;
        try {
            ModelDescription description = model.description();
            model.requireSize(INPUT, description.transform().size(), "the side of its transform's pictures");
            LabelledHead head = new LabelledHead(description);
            for (String output : head.outputs()) {
                model.requireSize(output, description.labels().size(), "the number of its labels");
            }
            LmClipClassifier classifier = new LmClipClassifier(model, head, true, options);
            opened = true;
            return classifier;
        } finally {
            if (!opened) {
                model.close();
            }
        }
    }

    /**
     * Opens a classifier of any labels by a model's two encoders; the text encoder is closed again once the labels are
     * vectors. {@link OpenVocabulary} keeps both for other labels.
     *
     * @param imageEncoder a file of the kind {@link ModelKind#IMAGE_ENCODER}
     * @param textEncoder a file of the kind {@link ModelKind#TEXT_ENCODER}, exported from the same model
     * @param labels at least one
     * @throws OnnxModelException if a file is broken or holds something else, or they are not of one model
     * @throws IllegalArgumentException if there are no labels, or one is too long
     * @throws LmClipException if the device cannot be used or ONNX Runtime is not on the class path
     */
    public static LmClipClassifier open(
            Path imageEncoder, Path textEncoder, List<String> labels, ServingOptions options) {
        return OpenVocabulary.open(imageEncoder, textEncoder, options).intoClassifier(labels);
    }

    /** Returns what the file says about itself. */
    public ModelDescription description() {
        return head.description();
    }

    /** Returns the labels, in the order of the scores. */
    public List<String> labels() {
        return description().labels();
    }

    /** Returns what the model runs on and why. */
    public DeviceChoice device() {
        return model.device();
    }

    /**
     * Classifies the picture in a file.
     *
     * @throws PictureException if it is no picture
     * @throws IllegalStateException if this classifier is closed
     */
    public Classification classify(Path file) {
        return classify(Picture.file(file));
    }

    /**
     * Classifies a picture file that comes as a stream, which is read to its end and stays the caller's to close.
     *
     * @throws PictureException if it is no picture, or longer than 256 MB
     * @throws IllegalStateException if this classifier is closed
     */
    public Classification classify(InputStream stream) {
        return classify(LoadedPicture.of(stream));
    }

    /**
     * Classifies an image of AWT's.
     *
     * @throws IllegalStateException if this classifier is closed
     */
    public Classification classify(BufferedImage image) {
        return classify(LoadedPicture.of(image));
    }

    /**
     * Classifies a picture.
     *
     * @throws PictureException if it cannot be decoded
     * @throws IllegalStateException if this classifier is closed
     */
    public Classification classify(Picture picture) {
        return classifyAll(List.of(picture)).get(0);
    }

    /**
     * Classifies pictures, {@link ServingOptions#batch()} at once; those of a run are decoded by several threads unless
     * {@link ServingOptions#intraThreads()} is 1.
     *
     * @throws PictureException if one cannot be decoded
     * @throws IllegalStateException if this classifier is closed
     */
    public List<Classification> classifyAll(List<Picture> pictures) {
        List<Classification> found = new ArrayList<>(pictures.size());
        for (int from = 0; from < pictures.size(); from += options.batch()) {
            List<Picture> part = pictures.subList(from, Math.min(pictures.size(), from + options.batch()));
            Batch batch = new Batch();
            try {
                batch.addAll(part);
                found.addAll(batch.run());
            } finally {
                batch.release();
            }
        }
        return found;
    }

    /**
     * Classifies files in several threads, as many as there are processors, and gives the outcomes in the files' order.
     * The files are asked for as the outcomes are: a source without end is fine. Close the stream where it is not read to
     * its end.
     *
     * @throws IllegalStateException while it is read, if this classifier is closed
     */
    public Stream<Outcome> stream(Stream<Path> files) {
        int threads = Runtime.getRuntime().availableProcessors();
        return OrderedPipeline.map(files, this::outcomes, options.batch(), threads);
    }

    private List<Outcome> outcomes(List<Path> files) {
        Outcome[] outcomes = new Outcome[files.size()];
        Batch batch = new Batch();
        try {
            for (int i = 0; i < outcomes.length; i++) {
                try {
                    batch.add(Picture.file(files.get(i)));
                } catch (PictureException e) {
                    outcomes[i] = new Outcome.Broken(files.get(i), e);
                }
            }
            List<Classification> found = batch.run();
            for (int i = 0, next = 0; i < outcomes.length; i++) {
                if (outcomes[i] == null) {
                    outcomes[i] = new Outcome.Found(files.get(i), found.get(next++));
                }
            }
        } finally {
            batch.release();
        }
        return Arrays.asList(outcomes);
    }

    /** Pictures that are run together. */
    private final class Batch {

        private final FloatBuffer pixels = buffers.borrow();
        private int count;

        void add(Picture picture) {
            put(count, picture);
            count++;
        }

        /** Decodes several pictures at once where an operator may take several threads too. */
        void addAll(List<Picture> pictures) {
            IntStream places = IntStream.range(0, pictures.size());
            (options.intraThreads() > 1 ? places.parallel() : places).forEach(i -> put(count + i, pictures.get(i)));
            count += pictures.size();
        }

        private void put(int place, Picture picture) {
            float[] values = description().transform().apply(picture.bitmap());
            pixels.put(place * values.length, values);
        }

        List<Classification> run() {
            if (count == 0) {
                return List.of();
            }
            int side = description().transform().size();
            long[] shape = {count, 3, side, side};
            return head.classify(
                    model.run(
                            INPUT,
                            pixels.limit(count * description().transform().length()),
                            shape,
                            head.outputs()),
                    count);
        }

        void release() {
            buffers.giveBack(pixels);
        }
    }

    /**
     * Waits for the requests at hand and releases the model; further requests are refused. One of an
     * {@link OpenVocabulary} leaves the model to that.
     */
    @Override
    public void close() {
        if (owner) {
            model.close();
        }
    }
}
