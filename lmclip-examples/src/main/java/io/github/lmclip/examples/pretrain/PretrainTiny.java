package io.github.lmclip.examples.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.clip.TokenBatch;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.FlatParameters;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.data.shapes.CaptionedScenes;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.LossInput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Pre-trains {@link Backbone#TINY} contrastively, from random weights, on {@link CaptionedScenes}, and writes its weights
 * and vocabulary: {@code PretrainTiny FOLDER}. This is how the weights that the library ships were made; it takes about
 * 35 minutes on two cores. It has never seen a picture, a label or a count of {@code ShapesMlt}.
 */
public final class PretrainTiny {

    private static final AdamW.Settings OPTIMIZER = new AdamW.Settings(0.9, 0.98, 1e-6, 0.1);
    private static final long SEED = 1;
    private static final int WARM_UP = 200;

    /**
     * A part of the run, with an optimizer and a schedule of its own.
     *
     * @param firstScene where in the stream it begins
     * @param steps how long it lasts
     * @param learningRate after warming up, before it falls along a cosine
     * @param from difficulty at the beginning
     * @param opening share of the part over which difficulty grows by 1
     */
    private record Phase(long firstScene, int steps, double learningRate, double from, double opening) {

        double difficulty(int step) {
            return from + Math.min(1, step / (opening * steps));
        }

        double rate(int step) {
            if (step < WARM_UP) {
                return learningRate * step / WARM_UP;
            }
            double done = (double) (step - WARM_UP) / (steps - WARM_UP);
            return learningRate * (1 + Math.cos(Math.PI * done)) / 2;
        }
    }

    /** From large single silhouettes to several figures in all styles; then the same, ever rougher. */
    private static final List<Phase> PHASES =
            List.of(new Phase(0, 6000, 1e-3, 0, 0.5), new Phase(10_000_000, 2000, 5e-4, 1, 0.25));

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
            for (Phase phase : PHASES) {
                SceneBatches batches = new SceneBatches(scenes, phase.firstScene(), tokenizer, Backbone.TINY);
                try (AdamW optimizer = new AdamW(manager, clip.trained(), OPTIMIZER)) {
                    new PretrainTiny(clip, optimizer).run(phase, batches);
                }
            }
            ClipWeights.saveHalf(clip, Map.of(), folder.resolve("tiny.safetensors"));
        }
    }

    private void run(Phase phase, SceneBatches batches) {
        CompletableFuture<SceneBatches.Batch> next =
                CompletableFuture.supplyAsync(() -> batches.next(phase.difficulty(0)));
        for (int step = 1; step <= phase.steps(); step++) {
            SceneBatches.Batch batch = next.join();
            double difficulty = phase.difficulty(step);
            next = CompletableFuture.supplyAsync(() -> batches.next(difficulty));
            float loss = backward(batch);
            optimizer.step(phase.rate(step));
            clampScale();
            if (step % 50 == 0) {
                System.out.printf("step %d of %d, loss %.3f%n", step, phase.steps(), loss);
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
            NDArray texts =
                    Clip.normalize(clip.encodeText(TokenBatch.of(batch.ids()).on(manager), true));
            NDArray loss = new ContrastiveLoss().evaluate(LossInput.ofPairs(images, texts, clip.logitScale()));
            Backward.from(loss);
            return loss.getFloat();
        }
    }

    private void clampScale() {
        FloatBuffer scale =
                FlatParameters.memory(clip.parameters().get("logit_scale").getArray());
        scale.put(0, Math.min(scale.get(0), LARGEST_SCALE));
    }
}
