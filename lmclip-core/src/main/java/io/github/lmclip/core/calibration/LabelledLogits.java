package io.github.lmclip.core.calibration;

/** Checks what fits are given. */
final class LabelledLogits {

    private LabelledLogits() {}

    static void require(float[][] logits, boolean[][] targets) {
        if (logits.length == 0 || logits.length != targets.length) {
            throw new IllegalArgumentException(
                    "expected logits and targets of as many images, at least one, got %d and %d"
                            .formatted(logits.length, targets.length));
        }
        boolean present = false;
        for (int image = 0; image < logits.length; image++) {
            if (logits[image].length != logits[0].length || targets[image].length != logits[0].length) {
                throw new IllegalArgumentException("image %d has %d logits and %d targets, expected %d of both"
                        .formatted(image, logits[image].length, targets[image].length, logits[0].length));
            }
            for (int label = 0; label < logits[image].length; label++) {
                if (!Float.isFinite(logits[image][label])) {
                    throw new IllegalArgumentException("logit %d of image %d is %s, expected a finite number"
                            .formatted(label, image, logits[image][label]));
                }
                present |= targets[image][label];
            }
        }
        if (!present) {
            throw new IllegalArgumentException("no image has any label, expected some that do");
        }
    }
}
