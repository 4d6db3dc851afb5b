package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.FlatParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides when and how far the parameters move after backward passes. Owns the optimizer: close it. */
final class Update implements AutoCloseable {

    private final LearningRates rates;
    private final ParameterGroups groups;
    private final AdamW optimizer;
    private final Map<String, Parameter> parameters;

    Update(Clip clip, TrainingOptions options) {
        rates = new LearningRates(options.learningRate(), options.epochs());
        parameters = clip.parameters();
        groups = ParameterGroups.of(parameters, options);
        optimizer = new AdamW(clip.manager(), groups.groups(), options.optimizer());
    }

    /**
     * What an update did.
     *
     * @param learningRate that it moved by
     * @param gradientNorm length of the whole gradient; NaN where nobody asked
     */
    record Move(double learningRate, double gradientNorm) {}

    /** Moves the parameters by the gradient of the batch that {@code progress} counts as behind. */
    Move after(Progress progress) {
        double rate = rate(progress);
        optimizer.step(rate);
        return new Move(rate, Double.NaN);
    }

    /** Returns the rate of the last update so far. */
    double rate(Progress progress) {
        return rates.at(progress.epoch(), progress.batches() - 1);
    }

    /** Returns the numbers to keep between two updates. */
    RunState state() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> arrays.put("parameter." + name, parameter.getArray()));
        addAll("mean.", optimizer.means(), arrays);
        addAll("square.", optimizer.squares(), arrays);
        addAll("step.", optimizer.steps(), arrays);
        return new RunState(arrays);
    }

    private void addAll(String prefix, FlatParameters parts, Map<String, NDArray> arrays) {
        List<String> names = groups.names();
        for (int i = 0; i < names.size(); i++) {
            arrays.put(prefix + names.get(i), parts.views().get(i));
        }
    }

    /** Releases the optimizer. */
    @Override
    public void close() {
        optimizer.close();
    }
}
