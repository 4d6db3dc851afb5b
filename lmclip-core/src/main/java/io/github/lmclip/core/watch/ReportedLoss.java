package io.github.lmclip.core.watch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;

/** An objective that DJL's listeners ask for its value: the last one that was reported, which nobody computes again. */
final class ReportedLoss extends Loss {

    private final Map<String, DoubleSummaryStatistics> values = new HashMap<>();
    private double latest = Double.NaN;

    ReportedLoss(String name) {
        super(name);
    }

    void report(double loss) {
        latest = loss;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        throw new UnsupportedOperationException(getName() + " was evaluated by the step; its arrays are gone");
    }

    @Override
    public void addAccumulator(String key) {
        values.put(key, new DoubleSummaryStatistics());
    }

    @Override
    public void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
        for (String key : keys) {
            values.computeIfAbsent(key, added -> new DoubleSummaryStatistics()).accept(latest);
        }
    }

    @Override
    public void resetAccumulator(String key) {
        addAccumulator(key);
    }

    @Override
    public float getAccumulator(String key) {
        DoubleSummaryStatistics found = values.get(key);
        if (found == null) {
            throw new IllegalArgumentException("there is no accumulator \"%s\"".formatted(key));
        }
        return found.getCount() == 0 ? Float.NaN : (float) found.getAverage();
    }
}
