package io.github.lmclip.core.train;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.Encoder;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.image.Augmentation;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.data.load.PictureBatch;
import io.github.lmclip.data.load.PictureLoader;
import io.github.lmclip.data.load.PicturePass;
import java.util.stream.IntStream;

/**
 * The unit vectors of all pictures of a split, as they are and, if wished, with left and right exchanged: for a network
 * whose image tower does not move. They take 4 bytes times the width of the embedding for each picture and view.
 */
public final class PictureVectors {

    /** Pictures per forward pass. */
    private static final int BATCH = 32;

    private final int width;
    private final float[][] plain;
    private final float[][] mirrored;

    private PictureVectors(int width, int size, boolean mirrors) {
        this.width = width;
        plain = new float[size][];
        mirrored = new float[mirrors ? size : 0][];
    }

    /**
     * Computes the vectors.
     *
     * @param clip the network
     * @param split whose pictures
     * @param transform picture to pixels
     * @param loading how pictures are loaded; what it says of augmentation is passed over
     * @param mirrors whether to compute those of mirrored pictures too
     * @throws io.github.lmclip.data.PictureException if a picture cannot be decoded, unless that is to be passed over
     */
    public static PictureVectors of(
            Clip clip, LongTailDataset split, PictureTransform transform, LoaderOptions loading, boolean mirrors) {
        PictureVectors vectors = new PictureVectors(clip.backbone().embedding(), split.size(), mirrors);
        Encoder encoder = new Encoder(clip);
        int[] order = IntStream.range(0, split.size()).toArray();
        PicturePass pass = new PicturePass(split, order, BATCH, 0, 0);
        try (PictureLoader batches =
                new PictureLoader(pass, transform, loading.withAugmentation(Augmentation.none()))) {
            while (batches.hasNext()) {
                PictureBatch batch = batches.next();
                vectors.take(batch, batch.pixels(), encoder, vectors.plain);
                if (mirrors) {
                    float[] pixels = mirror(batch.pixels(), transform.size());
                    vectors.take(batch, pixels, encoder, vectors.mirrored);
                }
            }
        }
        return vectors;
    }

    private void take(PictureBatch batch, float[] pixels, Encoder encoder, float[][] rows) {
        int count = batch.samples().size();
        float[][] found = count == 0 ? new float[0][] : encoder.pictures(pixels, count);
        for (int i = 0; i < count; i++) {
            rows[batch.indices().get(i)] = found[i];
        }
    }

    /** Returns pixels with every line of {@code side} values in reverse order. */
    private static float[] mirror(float[] pixels, int side) {
        float[] reversed = new float[pixels.length];
        for (int start = 0; start < pixels.length; start += side) {
            for (int x = 0; x < side; x++) {
                reversed[start + x] = pixels[start + side - 1 - x];
            }
        }
        return reversed;
    }

    /** Returns the number of pictures. */
    public int size() {
        return plain.length;
    }

    /** Returns the length D of a vector. */
    public int width() {
        return width;
    }

    /** Returns whether the picture at a place of the split could be decoded. */
    public boolean isKnown(int place) {
        return plain[place] != null;
    }

    /**
     * Returns a picture's unit vector [D]; not a copy.
     *
     * @param place in the split, of a picture that {@link #isKnown}
     * @param asMirrored whether left and right are exchanged
     */
    public float[] row(int place, boolean asMirrored) {
        return asMirrored ? mirrored[place] : plain[place];
    }
}
