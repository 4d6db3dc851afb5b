package io.github.lmclip.core;

import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A short run, and what it left. */
final class TrainedRun implements ProgressListener {

    /** A tower of one bottleneck a stage. */
    static final Backbone SMALL_RESNET = new Backbone(
            "small ResNet",
            Backbone.TINY.embedding(),
            new Backbone.ImageTower.ResNet(64, List.of(1, 1, 1, 1), 8),
            Backbone.TINY.text());

    private final Path folder;
    private final List<StepReport> steps = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();

    private TrainedRun(Path folder) {
        this.folder = folder;
    }

    /** Trains the small built-in network on a few drawn pictures, each once per epoch. */
    static TrainedRun of(Path folder, int pictures, UnaryOperator<TrainingOptions> change) {
        return of(folder, LmClip.builder().dataset(new SmallShapes(pictures, 8)).backbone(Backbone.TINY), change);
    }

    /** Trains a small ResNet from random weights for two steps: the first does not reach what a last norm of zero hides. */
    static TrainedRun ofResNet(Path folder, UnaryOperator<TrainingOptions> change) {
        LmClipBuilder start = LmClip.builder()
                .dataset(new SmallShapes(16, 8))
                .backbone(SMALL_RESNET)
                .randomWeights(3);
        return of(folder, start, change);
    }

    static TrainedRun of(Path folder, LmClipBuilder start, UnaryOperator<TrainingOptions> change) {
        TrainedRun run = new TrainedRun(folder);
        start.training(options -> options.withEpochs(1)
                        .withBatchSize(8)
                        .withLearningRate(1e-3)
                        .withSamplingPower(0)
                        .withFlip(false))
                .training(change)
                .runFolder(folder)
                .listener(run)
                .train()
                .close();
        return run;
    }

    @Override
    public void onStep(StepReport step) {
        steps.add(step);
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        epochs.add(epoch);
    }

    List<StepReport> steps() {
        return steps;
    }

    List<EpochReport> epochs() {
        return epochs;
    }

    private SafetensorsFile state() throws IOException {
        return SafetensorsFile.open(RunComparison.newestState(folder));
    }

    /** Returns the names in the last state that begin so, without that beginning. */
    List<String> names(String prefix) throws IOException {
        try (SafetensorsFile state = state()) {
            Set<String> names = state.tensors().keySet();
            return names.stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns numbers of the last state. */
    float[] state(String name) throws IOException {
        try (SafetensorsFile state = state()) {
            return state.floats(name);
        }
    }

    float[] parameter(String name) throws IOException {
        return state("parameter." + name);
    }

    /** Returns a parameter of the last model. */
    float[] model(String name) throws IOException {
        try (SafetensorsFile model = SafetensorsFile.open(folder.resolve("last.safetensors"))) {
            return model.floats(name);
        }
    }

    /** Returns the length of the whole gradient of a run of one update: the first moments hold a tenth of it. */
    double gradientNorm() throws IOException {
        double sum = 0;
        for (String name : names("mean.")) {
            for (float value : state("mean." + name)) {
                sum += 100.0 * value * value;
            }
        }
        return Math.sqrt(sum);
    }
}
