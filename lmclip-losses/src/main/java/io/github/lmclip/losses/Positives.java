package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/** Which captions of a batch count as true of a picture. */
public enum Positives {
    /** The picture's own alone, as published. */
    OWN_CAPTION {
        @Override
        NDArray matrix(LossInput batch) {
            NDArray images = LossInput.need("images", batch.images());
            return images.getManager().eye((int) batch.size()).toType(images.getDataType(), false);
        }
    },
    /** Its own, and those that are equal to it. */
    EQUAL_CAPTIONS {
        @Override
        NDArray matrix(LossInput batch) {
            NDArray ids = LossInput.need("captionIds", batch.captionIds());
            return ids.reshape(-1, 1).eq(ids.reshape(1, -1)).toType(ids.getDataType(), false);
        }
    },
    /** Its own, and those of pictures that share a class with it. */
    SHARED_CLASSES {
        @Override
        NDArray matrix(LossInput batch) {
            NDArray targets = batch.needTargets();
            NDArray shared = targets.matMul(targets.transpose()).gt(0).toType(targets.getDataType(), false);
            return shared.maximum(OWN_CAPTION.matrix(batch));
        }
    };

    /** Returns 1 where caption j is true of picture i, else 0; [N, N], symmetric, ones on the diagonal. */
    abstract NDArray matrix(LossInput batch);
}
