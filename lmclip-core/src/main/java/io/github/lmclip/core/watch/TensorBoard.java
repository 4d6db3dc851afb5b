package io.github.lmclip.core.watch;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Shows a run to TensorBoard: {@code loss}, {@code optimizer}, {@code model}, {@code speed} and {@code memory} by step, {@code
 * epoch} and {@code mAP} at the last step of an epoch, and its hyper-parameters. The file begins with the first step.
 */
public final class TensorBoard implements ProgressListener, AutoCloseable {

    private final Path folder;
    private final Clip clip;
    private final WatchOptions options;
    private final SortedMap<String, String> hyperParameters;
    private final Pace pace = new Pace();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();
    private Optional<TensorBoardWriter> writer = Optional.empty();
    private long step;

    /**
     * Prepares to watch.
     *
     * @param folder the run's, which must exist
     * @param clip the network that is trained
     * @param options what to write
     * @param hyperParameters what the run is told apart from others by
     */
    public TensorBoard(Path folder, Clip clip, WatchOptions options, SortedMap<String, String> hyperParameters) {
        this.folder = folder;
        this.clip = clip;
        this.options = options;
        this.hyperParameters = hyperParameters;
    }

    @Override
    public void onStep(StepReport report) {
        step = (report.epoch() - 1L) * report.steps() + report.step();
        pace.take(report);
        TensorBoardWriter events = writer.orElseGet(this::begin);
        if (step % options.everySteps() == 0 || report.step() == report.steps()) {
            events.scalars(step, scalars(report));
        }
        histograms.forEach((tag, histogram) -> events.histogram(step, tag, histogram));
        histograms.clear();
    }

    /** Takes histograms of the first step of an epoch, which its report gives their place. */
    @Override
    public void onBackward(int epoch, int stepOfEpoch) {
        boolean wanted = options.histogramEpochs() > 0 && (epoch - 1) % options.histogramEpochs() == 0;
        if (wanted && stepOfEpoch == 1) {
            clip.parameters().forEach(this::takeHistograms);
        }
    }

    private void takeHistograms(String name, Parameter parameter) {
        histograms.put("parameters/" + name, Histogram.of(parameter.getArray().toFloatArray()));
        if (parameter.requiresGradient()) {
            try (NDArray gradient = JniUtils.getGradient((PtNDArray) parameter.getArray())) {
                if (gradient != null) {
                    histograms.put("gradients/" + name, Histogram.of(gradient.toFloatArray()));
                }
            }
        }
    }

    private TensorBoardWriter begin() {
        TensorBoardWriter begun = new TensorBoardWriter(folder, step);
        writer = Optional.of(begun);
        begun.hyperParameters(hyperParameters);
        return begun;
    }

    private Map<String, Double> scalars(StepReport report) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss/total", report.loss());
        TermNames.shorten(report.terms()).forEach((name, value) -> values.put("loss/" + name, value));
        values.put("optimizer/learning_rate", report.learningRate());
        putNumber(values, "optimizer/gradient_norm", report.gradientNorm());
        values.put("model/logit_scale", logitScale());
        putNumber(values, "speed/images_per_second", pace.imagesPerSecond());
        putNumber(values, "memory/resident_mb", ResidentMemory.nowMegabytes());
        values.put("memory/heap_mb", ResidentMemory.heapMegabytes());
        return values;
    }

    private double logitScale() {
        try (GradientMode off = GradientMode.off();
                NDArray scale = clip.head().scale()) {
            return scale.getFloat();
        }
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        Map<String, Double> values = new LinkedHashMap<>();
        putNumber(values, "epoch/loss", epoch.loss());
        values.put("epoch/skipped", (double) epoch.skipped());
        for (Evaluation evaluation : epoch.evaluations()) {
            String tag = "mAP_" + evaluation.score().word() + "/";
            GroupMeans means = evaluation.meanAveragePrecision();
            putNumber(values, tag + "total", means.total());
            putNumber(values, tag + "head", means.head());
            putNumber(values, tag + "medium", means.medium());
            putNumber(values, tag + "tail", means.tail());
        }
        writer.ifPresent(events -> events.scalars(step, values));
    }

    private static void putNumber(Map<String, Double> values, String tag, double value) {
        if (!Double.isNaN(value)) {
            values.put(tag, value);
        }
    }

    /**
     * Says that the run is over.
     *
     * @param success whether it was finished; otherwise it broke off by an error
     */
    public void end(boolean success) {
        writer.ifPresent(events -> events.end(success));
    }

    @Override
    public void close() {
        writer.ifPresent(TensorBoardWriter::close);
    }
}
