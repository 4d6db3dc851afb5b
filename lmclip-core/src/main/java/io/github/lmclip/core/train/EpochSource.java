package io.github.lmclip.core.train;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.data.image.Augmentation;
import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.data.load.PictureLoader;
import io.github.lmclip.data.load.PicturePass;
import java.util.Optional;

/** Opens the batches of epochs: of pixels, or of vectors where those stay the same for the whole run. */
final class EpochSource {

    private final TrainingData data;
    private final LoaderOptions loading;
    private final Optional<PictureVectors> vectors;

    private EpochSource(TrainingData data, LoaderOptions loading, Optional<PictureVectors> vectors) {
        this.data = data;
        this.loading = loading;
        this.vectors = vectors;
    }

    /** Computes the pictures' vectors, once for the run, if they stay the same and are to be kept. */
    static EpochSource of(Clip clip, TrainingData data, TrainingOptions options) {
        FrozenTowers towers = FrozenTowers.of(clip, options.freezing());
        Augmentation augmentation = options.augmentation();
        LoaderOptions loading = data.loading()
                .withAugmentation(augmentation)
                .withSkipBroken(options.badImages() == TrainingOptions.BadImages.SKIP);
        boolean known = options.step().reuseFrozen() && towers.fixesPictures() && augmentation.isPlain();
        return new EpochSource(
                data,
                loading,
                known
                        ? Optional.of(
                                PictureVectors.of(clip, data.split(), data.transform(), loading, augmentation.flip()))
                        : Optional.empty());
    }

    /** Opens an epoch. */
    EpochBatches open(PicturePass pass) {
        boolean flip = loading.augmentation().flip();
        return vectors.<EpochBatches>map(known -> new KnownBatches(pass, known, flip))
                .orElseGet(() -> EpochBatches.of(new PictureLoader(pass, data.transform(), loading)));
    }
}
