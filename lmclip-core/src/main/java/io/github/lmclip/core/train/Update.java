package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.DivergedException;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.WeightAverage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides when and how far the parameters move after backward passes: freezing, accumulation, clipping, AdamW by groups,
 * then the logit scale's limit and the moving average. Owns optimizer and average, and what it froze thaws when it closes.
 */
final class Update implements AutoCloseable {

    private static final String PARAMETER = "parameter.";
    private static final String AVERAGE = "average.";

    private final Clip clip;
    private final TrainingOptions options;
    private final LearningRates rates;
    private final Map<String, Parameter> parameters;
    private final ParameterGroups groups;
    private final AdamW optimizer;
    private final Optional<WeightAverage> average;
    private final RunState state;
    private int waiting;

    Update(Clip clip, TrainingOptions options, int batchesPerEpoch) {
        this.clip = clip;
        this.options = options;
        int size = options.gradient().batchesPerUpdate();
        rates = new LearningRates(
                options.learningRate(), options.schedule(), options.epochs(), (batchesPerEpoch + size - 1) / size);
        options.lora().filter(lora -> clip.adapters().isEmpty()).ifPresent(lora -> clip.adapt(lora, options.seed()));
        parameters = clip.parametersAndAdapters();
        groups = ParameterGroups.of(parameters, clip.backbone(), options);
        optimizer = new AdamW(clip.manager(), groups.groups(), options.optimizer());
        average = options.emaDecay().isPresent()
                ? Optional.of(new WeightAverage(clip.manager(), arrays()))
                : Optional.empty();
        state = collectState();
        groups.frozen().forEach(parameter -> parameter.freeze(true));
        options.freezing().applyToStatistics(clip);
    }

    private List<NDArray> arrays() {
        return parameters.values().stream().map(Parameter::getArray).toList();
    }

    /**
     * What became of a batch's gradient.
     *
     * @param learningRate that the parameters move by
     * @param gradientNorm length of the whole gradient; NaN where nobody asked, and before the last batch of an update
     */
    record Move(double learningRate, double gradientNorm) {}

    /** Takes in the gradient of the batch that {@code progress} counts as behind. */
    Move after(Progress progress) {
        waiting++;
        return waiting < options.gradient().batchesPerUpdate() ? new Move(rate(progress), Double.NaN) : move(progress);
    }

    /** Uses up the gradients that wait for more, at the end of an epoch. */
    void finish(Progress progress) {
        if (!isDone()) {
            move(progress);
        }
    }

    /** Returns whether no gradient waits for more. */
    boolean isDone() {
        return waiting == 0;
    }

    private Move move(Progress progress) {
        double share = 1.0 / waiting;
        double norm = options.gradient().measuresNorm()
                ? share * optimizer.gradients().norm()
                : Double.NaN;
        if (options.gradient().measuresNorm() && !Double.isFinite(norm)) {
            throw new DivergedException("epoch %d, batch %d: the gradient's norm is %s; lower the learning rate"
                    .formatted(progress.epoch(), progress.batches(), norm));
        }
        double factor = share * options.gradient().clipFactor(norm);
        if (factor != 1) {
            optimizer.gradients().scale(factor);
        }
        double rate = rate(progress);
        optimizer.step(rate);
        waiting = 0;
        options.maxLogitScale().ifPresent(clip.head()::limitScale);
        average.ifPresent(weights -> weights.follow(options.emaDecay().getAsDouble()));
        return new Move(rate, norm);
    }

    /** Returns the rate of the last update so far, or of the one that waits. */
    double rate(Progress progress) {
        return rates.at(
                progress.epoch(), (progress.batches() - 1) / options.gradient().batchesPerUpdate());
    }

    /** The network by its averaged weights, until closed. */
    interface Averaged extends AutoCloseable {
        @Override
        void close();
    }

    /** Puts the averaged weights in the place of the trained ones until closed; does nothing where there is no average. */
    Averaged averaged() {
        useAverage();
        return this::useAverage;
    }

    /** Exchanges the trained weights for the averaged ones, if there are any. */
    void useAverage() {
        average.ifPresent(WeightAverage::swap);
    }

    /** Returns the numbers to keep between two updates. */
    RunState state() {
        return state;
    }

    private RunState collectState() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> arrays.put(PARAMETER + name, parameter.getArray()));
        addAll("mean.", groups.names(), optimizer.means().views(), arrays);
        addAll("square.", groups.names(), optimizer.squares().views(), arrays);
        addAll("step.", groups.names(), optimizer.steps().views(), arrays);
        Map<String, String> beginnings = new LinkedHashMap<>();
        average.ifPresent(weights -> {
            addAll(AVERAGE, List.copyOf(parameters.keySet()), weights.averages(), arrays);
            parameters.keySet().forEach(name -> beginnings.put(AVERAGE + name, PARAMETER + name));
        });
        return new RunState(arrays, beginnings);
    }

    private static void addAll(String prefix, List<String> names, List<NDArray> parts, Map<String, NDArray> arrays) {
        for (int i = 0; i < names.size(); i++) {
            arrays.put(prefix + names.get(i), parts.get(i));
        }
    }

    /** Releases the optimizer and thaws. */
    @Override
    public void close() {
        groups.frozen().forEach(parameter -> parameter.freeze(false));
        average.ifPresent(WeightAverage::close);
        optimizer.close();
    }
}
