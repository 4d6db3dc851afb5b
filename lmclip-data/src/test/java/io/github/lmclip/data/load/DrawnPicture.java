package io.github.lmclip.data.load;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.Bitmap;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Noise of its own for each number; counts how often it is drawn, and may break. */
final class DrawnPicture implements Picture {

    final AtomicInteger drawn = new AtomicInteger();
    private final int number;
    private final RuntimeException fault;

    DrawnPicture(int number) {
        this(number, null);
    }

    DrawnPicture(int number, RuntimeException fault) {
        this.number = number;
        this.fault = fault;
    }

    static DrawnPicture broken(int number) {
        return new DrawnPicture(
                number, new PictureException("drawn/%d: damaged, expected a picture".formatted(number)));
    }

    @Override
    public String name() {
        return "drawn/" + number;
    }

    @Override
    public Bitmap bitmap() {
        drawn.incrementAndGet();
        if (fault != null) {
            throw fault;
        }
        byte[] samples = new byte[40 * 30 * 3];
        new SplittableRandom(number).nextBytes(samples);
        return Bitmap.rgb(40, 30, samples);
    }
}
