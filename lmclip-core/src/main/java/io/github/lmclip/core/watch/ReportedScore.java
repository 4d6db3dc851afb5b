package io.github.lmclip.core.watch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.EvaluatorTrainingListener;

/** A measure that DJL's listeners ask for its value: of an epoch on the test split, NaN for anything else. */
final class ReportedScore extends Evaluator {

    private float value = Float.NaN;

    ReportedScore(String name) {
        super(name);
    }

    void report(double score) {
        value = (float) score;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        throw new UnsupportedOperationException(getName() + " is measured after an epoch, not by batch");
    }

    @Override
    public void addAccumulator(String key) {
        // there is one value only
    }

    @Override
    public void updateAccumulator(String key, NDList labels, NDList predictions) {
        // a batch tells nothing about it
    }

    @Override
    public void resetAccumulator(String key) {
        // the next report replaces the value
    }

    @Override
    public float getAccumulator(String key) {
        return key.equals(EvaluatorTrainingListener.VALIDATE_EPOCH) ? value : Float.NaN;
    }
}
