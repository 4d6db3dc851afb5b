package io.github.lmclip.examples.pretrain;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.shapes.CaptionedScenes;
import io.github.lmclip.data.shapes.CaptionedScenes.Scene;
import io.github.lmclip.data.shapes.Figure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Batches of scenes, no two of whose captions name the same figures. */
final class SceneBatches {

    /** Single figures differ in 28 ways only, so that batches of them are small. */
    private static final int EASY_BATCH = 24;

    private static final int BATCH = 64;

    private final CaptionedScenes scenes;
    private final ClipTokenizer tokenizer;
    private final PictureTransform transform;
    private final int positions;
    private long next;

    SceneBatches(CaptionedScenes scenes, ClipTokenizer tokenizer, Backbone backbone) {
        this.scenes = scenes;
        this.tokenizer = tokenizer;
        transform = PictureTransform.LM_CLIP.withSize(backbone.image().resolution());
        positions = backbone.text().positions();
    }

    /** Normalised pixels [N, 3, R, R] and the captions' padded ids. */
    record Batch(float[] pixels, List<int[]> ids) {}

    Batch next(double difficulty) {
        int size = difficulty < CaptionedScenes.SEVERAL_FROM ? EASY_BATCH : BATCH;
        int length = 3 * transform.size() * transform.size();
        float[] pixels = new float[size * length];
        List<int[]> ids = new ArrayList<>();
        Set<Set<Figure>> seen = new HashSet<>();
        while (ids.size() < size) {
            Scene scene = scenes.scene(next++, difficulty);
            if (seen.add(EnumSet.copyOf(scene.named()))) {
                transform.apply(scene.bitmap(), false, pixels, ids.size() * length);
                ids.add(tokenizer.tokenize(scene.caption(), positions));
            }
        }
        return new Batch(pixels, ids);
    }
}
