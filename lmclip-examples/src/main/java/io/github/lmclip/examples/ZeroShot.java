package io.github.lmclip.examples;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.Prediction;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;

/** Classifies pictures without any training, with the small backbone and drawn pictures that this library brings along. */
public final class ZeroShot {

    private ZeroShot() {}

    /** Prints the three likeliest classes of a picture, then the mean average precision. */
    public static void main(String[] args) {
        ShapesMlt shapes = ShapesMlt.DEFAULT;
        Picture picture =
                shapes.read(Split.TEST, shapes.defaultImages()).samples().get(0).picture();
        try (LmClip clip =
                LmClip.builder().dataset(shapes).backbone(Backbone.TINY).zeroShot()) {
            for (Prediction prediction : clip.classify(picture).subList(0, 3)) {
                System.out.println(prediction);
            }
            System.out.println(clip.evaluate());
        }
    }
}
