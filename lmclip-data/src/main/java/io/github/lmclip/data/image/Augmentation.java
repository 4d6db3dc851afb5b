package io.github.lmclip.data.image;

import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What chance does to a training picture, in this order: a random part instead of the whole, RandAugment, colour
 * jitter, and last left and right exchanged. All draws come from the caller's generator.
 *
 * @param flip whether left and right are exchanged with probability one half
 * @param crop which part of the picture is taken; absent: the whole, as the transform frames it
 * @param jitter how far colours stray; absent: not at all
 * @param randAugment which random operations follow one another; absent: none
 */
public record Augmentation(
        boolean flip, Optional<RandomCrop> crop, Optional<ColourJitter> jitter, Optional<RandAugment> randAugment) {

    /** Checks that no part is null. */
    public Augmentation {
        Objects.requireNonNull(crop, "crop");
        Objects.requireNonNull(jitter, "jitter");
        Objects.requireNonNull(randAugment, "randAugment");
    }

    /** Returns the augmentation that leaves pictures alone. */
    public static Augmentation none() {
        return new Augmentation(false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns the published augmentation: flips alone. */
    public static Augmentation defaults() {
        return none().withFlip(true);
    }

    /** Returns this augmentation with flips or without. */
    public Augmentation withFlip(boolean flips) {
        return new Augmentation(flips, crop, jitter, randAugment);
    }

    /** Returns this augmentation with a random part of the picture instead of the whole. */
    public Augmentation withCrop(RandomCrop other) {
        return new Augmentation(flip, Optional.of(other), jitter, randAugment);
    }

    /** Returns this augmentation with colours that stray. */
    public Augmentation withJitter(ColourJitter other) {
        return new Augmentation(flip, crop, Optional.of(other), randAugment);
    }

    /** Returns this augmentation with random operations. */
    public Augmentation withRandAugment(RandAugment other) {
        return new Augmentation(flip, crop, jitter, Optional.of(other));
    }

    /** Returns whether nothing but a flip may happen, so that the same square serves every time. */
    public boolean isPlain() {
        return crop.isEmpty() && jitter.isEmpty() && randAugment.isEmpty();
    }

    /**
     * Returns a square for {@link PictureTransform#normalise}, RGB, everything done to it but the flip.
     *
     * @param picture the whole picture; where no part of it is drawn, the square that {@link PictureTransform#frame}
     *     made of it serves as well
     * @param transform size and filter; its framing where no part is drawn
     * @param random where the draws come from
     */
    public Bitmap square(Bitmap picture, PictureTransform transform, SplittableRandom random) {
        Bitmap square = crop.isPresent() ? crop.get().square(picture, transform, random) : transform.frame(picture);
        if (randAugment.isPresent()) {
            square = randAugment.get().apply(square, random);
        }
        return jitter.isPresent() ? jitter.get().apply(square, random) : square;
    }
}
