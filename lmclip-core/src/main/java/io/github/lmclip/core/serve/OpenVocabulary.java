package io.github.lmclip.core.serve;

import io.github.lmclip.core.LmClipException;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.image.PictureTransform;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A model's two encoders as ONNX files, which rank any labels and embed pictures and texts:
 *
 * <pre>{@code
 * try (OpenVocabulary clip = OpenVocabulary.open(Path.of("image.onnx"), Path.of("text.onnx"))) {
 *     LmClipClassifier pets = clip.classifier(List.of("dog", "cat"));
 *     System.out.println(pets.classify(Path.of("photo.jpg")).top(1));
 * }
 * }</pre>
 *
 * <p>The text encoder's file carries the vocabulary. Any number of threads may use one, and its classifiers, until it is
 * closed.
 */
public final class OpenVocabulary implements AutoCloseable {

    private final ServedModel images;
    private final TextEmbedder texts;
    private final LogitMap logits;
    private final ServingOptions options;
    private final PixelBuffers buffers;

    private OpenVocabulary(ServedModel images, TextEmbedder texts, LogitMap logits, ServingOptions options) {
        this.images = images;
        this.texts = texts;
        this.logits = logits;
        this.options = options;
        buffers = new PixelBuffers(images.description().transform().length());
    }

    /**
     * Opens two encoders with the usual options.
     *
     * @throws OnnxModelException if a file is broken or holds something else, or they are not of one model
     * @throws LmClipException if ONNX Runtime is not on the class path
     */
    public static OpenVocabulary open(Path imageEncoder, Path textEncoder) {
        return open(imageEncoder, textEncoder, ServingOptions.defaults());
    }

    /**
     * Opens two encoders.
     *
     * @throws OnnxModelException if a file is broken or holds something else, or they are not of one model
     * @throws LmClipException if the device cannot be used or ONNX Runtime is not on the class path
     */
    public static OpenVocabulary open(Path imageEncoder, Path textEncoder, ServingOptions options) {
        Objects.requireNonNull(imageEncoder, "imageEncoder");
        Objects.requireNonNull(textEncoder, "textEncoder");
        Objects.requireNonNull(options, "options");
        ServedModel images = ModelOpener.open(imageEncoder, ModelKind.IMAGE_ENCODER, options);
        ServedModel texts = null;
        boolean opened = false;
        try {
            texts = ModelOpener.open(textEncoder, ModelKind.TEXT_ENCODER, options);
            LogitMap logits = commonLogits(images, texts);
            images.requireSize(
                    LmClipClassifier.INPUT,
                    images.description().transform().size(),
                    "the side of its transform's pictures");
            OpenVocabulary vocabulary = new OpenVocabulary(images, TextEmbedder.of(texts), logits, options);
            opened = true;
            return vocabulary;
        } finally {
            if (!opened) {
                images.close();
                if (texts != null) {
                    texts.close();
                }
            }
        }
    }

    /** The trained scale has many digits: two models that share it are one. */
    private static LogitMap commonLogits(ServedModel images, ServedModel texts) {
        ModelDescription one = images.description();
        ModelDescription other = texts.description();
        LogitMap logits = one.logits()
                .orElseThrow(() -> new OnnxModelException(
                        "%s does not say how cosines become logits; export the image encoder again"
                                .formatted(images.file())));
        texts.requireSize(OpenHead.OUTPUT, images.lastSize(OpenHead.OUTPUT), "the width of the pictures' vectors");
        if (!one.backbone().equals(other.backbone()) || !one.logits().equals(other.logits())) {
            throw new OnnxModelException("%s and %s are not of one model: %s with %s, %s with %s"
                    .formatted(
                            images.file(),
                            texts.file(),
                            one.backbone(),
                            logits,
                            other.backbone(),
                            other.logits().map(LogitMap::toString).orElse("no scale")));
        }
        return logits;
    }

    /**
     * Returns a classifier of labels in the prompts that the model was exported with.
     *
     * @throws IllegalArgumentException if there are no labels, or one is too long
     */
    public LmClipClassifier classifier(List<String> labels) {
        return classifier(labels, prompts());
    }

    private PromptTemplates prompts() {
        List<String> own = texts.model().description().prompts();
        return own.isEmpty() ? PromptTemplates.LM_CLIP : new PromptTemplates(own);
    }

    /**
     * Returns a classifier of labels, which works as long as this is open; it needs no closing of its own.
     *
     * @param labels at least one
     * @param prompts the sentences that they are put into
     * @throws IllegalArgumentException if there are no labels, or one is too long
     */
    public LmClipClassifier classifier(List<String> labels, PromptTemplates prompts) {
        return new LmClipClassifier(images, head(labels, prompts), false, options);
    }

    /** Returns a classifier that owns the image encoder, and closes the text encoder. */
    LmClipClassifier intoClassifier(List<String> labels) {
        boolean made = false;
        try {
            LmClipClassifier classifier = new LmClipClassifier(images, head(labels, prompts()), true, options);
            made = true;
            return classifier;
        } finally {
            texts.close();
            if (!made) {
                images.close();
            }
        }
    }

    private OpenHead head(List<String> labels, PromptTemplates prompts) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("expected at least one label, got none");
        }
        ModelDescription labelled = images.description().labelled(labels, prompts.templates());
        return new OpenHead(labelled, texts.labels(labels, prompts), logits);
    }

    /**
     * Returns the unit vector [D] of a picture.
     *
     * @throws io.github.lmclip.data.PictureException if it cannot be decoded
     */
    public float[] embed(Picture picture) {
        PictureTransform transform = images.description().transform();
        FloatBuffer pixels = buffers.borrow();
        try {
            pixels.put(transform.apply(picture.bitmap()));
            long[] shape = {1, 3, transform.size(), transform.size()};
            return images.run(LmClipClassifier.INPUT, pixels.flip(), shape, Set.of(OpenHead.OUTPUT))
                    .get(OpenHead.OUTPUT);
        } finally {
            buffers.giveBack(pixels);
        }
    }

    /**
     * Returns the unit vectors [M][D] of texts, taken as they are, in no prompt.
     *
     * @throws IllegalArgumentException if one has more tokens than the model positions
     */
    public float[][] embed(List<String> sentences) {
        return texts.embed(sentences);
    }

    /** Returns what the image encoder runs on and why. */
    public DeviceChoice device() {
        return images.device();
    }

    /** Waits for the requests at hand and releases both models; further requests are refused. */
    @Override
    public void close() {
        images.close();
        texts.close();
    }
}
