package io.github.lmclip.examples.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.clip.TokenTree;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.data.shapes.CaptionedScenes;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.LossInput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Pre-trains {@link Backbone#TINY} contrastively, from random weights, on {@link CaptionedScenes}, and writes its weights
 * and vocabulary: {@code PretrainTiny FOLDER}. This is how the weights that the library ships were made; it takes about
 * 45 minutes on two cores. It has never seen a picture, a label or a count of {@code ShapesMlt}.
 */
public final class PretrainTiny {

    private static final AdamW.Settings OPTIMIZER = new AdamW.Settings(0.9, 0.98, 1e-6, 0.1);
    private static final long SEED = 1;
    private static final int WARM_UP = 200;

    private static final int STEPS = 10_000;
    private static final double LEARNING_RATE = 1e-3;

    /** Shares of the run after which difficulty is 1 and 2. */
    private static final double OPEN = 0.35;

    private static final double ROUGH = 0.6;

    /** So many steps lie between two states that are written. */
    private static final int SAVED_EVERY = 1000;

    /** CLIP's bound of the logit scale, ln 100. */
    private static final float LARGEST_SCALE = (float) Math.log(100);

    private final Clip clip;
    private final AdamW optimizer;

    private PretrainTiny(Clip clip, AdamW optimizer) {
        this.clip = clip;
        this.optimizer = optimizer;
    }

    /** Runs the pre-training. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "tiny");
        CaptionedScenes scenes = new CaptionedScenes(SEED);
        ClipTokenizer tokenizer = new ClipTokenizer(SceneVocabulary.write(scenes, folder.resolve("vocabulary.txt.gz")));
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(Backbone.TINY, manager)) {
            RandomWeights.fill(clip, SEED);
            try (AdamW optimizer = new AdamW(manager, clip.trained(), OPTIMIZER)) {
                SceneBatches batches = new SceneBatches(scenes, tokenizer, Backbone.TINY);
                new PretrainTiny(clip, optimizer).run(batches, folder.resolve("tiny.safetensors"));
            }
        }
    }

    /** Returns the difficulty: from large single silhouettes to several figures in all styles; then ever rougher. */
    private static double difficulty(int step) {
        double done = (double) step / STEPS;
        return done < OPEN ? done / OPEN : Math.min(2, 1 + (done - OPEN) / (ROUGH - OPEN));
    }

    private static double rate(int step) {
        if (step < WARM_UP) {
            return LEARNING_RATE * step / WARM_UP;
        }
        double done = (double) (step - WARM_UP) / (STEPS - WARM_UP);
        return LEARNING_RATE * (1 + Math.cos(Math.PI * done)) / 2;
    }

    private void run(SceneBatches batches, Path file) throws IOException {
        CompletableFuture<SceneBatches.Batch> next = CompletableFuture.supplyAsync(() -> batches.next(0));
        for (int step = 1; step <= STEPS; step++) {
            SceneBatches.Batch batch = next.join();
            double difficulty = difficulty(step);
            next = CompletableFuture.supplyAsync(() -> batches.next(difficulty));
            float loss = backward(batch);
            optimizer.step(rate(step));
            clampScale();
            if (step % 50 == 0) {
                System.out.printf("step %d of %d, loss %.3f%n", step, STEPS, loss);
            }
            if (step % SAVED_EVERY == 0 || step == STEPS) {
                ClipWeights.saveHalf(clip, Map.of(), file);
            }
        }
    }

    private float backward(SceneBatches.Batch batch) {
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope();
                GradientMode on = GradientMode.on()) {
            int side = Backbone.TINY.image().resolution();
            Shape shape = new Shape(batch.ids().size(), 3, side, side);
            NDArray pictures = manager.create(FloatBuffer.wrap(batch.pixels()), shape);
            NDArray images = Clip.normalize(clip.encodeImage(pictures, true));
            NDArray texts = Clip.normalize(clip.encodeText(TokenTree.of(batch.ids()), manager, true));
            NDArray loss = new ContrastiveLoss()
                    .evaluate(LossInput.ofPairs(images, texts, clip.head().scale()));
            Backward.from(loss);
            return loss.getFloat();
        }
    }

    private void clampScale() {
        NDArray scale = clip.parameters().get("logit_scale").getArray();
        HostMemory.write(scale, memory -> memory.put(0, Math.min(memory.get(0), LARGEST_SCALE)));
    }
}
