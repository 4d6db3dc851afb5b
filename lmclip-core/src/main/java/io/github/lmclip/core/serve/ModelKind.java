package io.github.lmclip.core.serve;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which part of a CLIP an ONNX file holds. */
public enum ModelKind {
    /** Pixels [N, 3, R, R] to cosines, logits and their softmax [N, C]; the labels are part of the file. */
    CLASSIFIER("classifier"),
    /** Pixels [N, 3, R, R] to features and unit vectors [N, D]. */
    IMAGE_ENCODER("image-encoder"),
    /** Token ids [N, L] to features and unit vectors [N, D]. */
    TEXT_ENCODER("text-encoder");

    private final String label;

    ModelKind(String label) {
        this.label = label;
    }

    /** Returns the word for it in files and on the command line. */
    public String label() {
        return label;
    }

    /**
     * Returns the kind of a word.
     *
     * @throws IllegalArgumentException if there is none; the message lists the words
     */
    public static ModelKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind of model \"%s\", expected one of %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(ModelKind::label).collect(Collectors.joining(", ")))));
    }
}
