package io.github.lmclip.core.config;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.shapes.ShapesMlt;

/** The pictures that mAP is measured on. */
public enum MeasuredOn {
    /** The test split: for results, never for choices. */
    TEST("test split") {
        @Override
        public DatasetSource of(DatasetSource dataset) {
            return dataset;
        }

        @Override
        public Configuration of(Configuration run) {
            if (run.training().holdout().isPresent()) {
                throw new IllegalArgumentException(
                        "training.holdout must be none where the test split is measured, got "
                                + run.training().holdout().getAsDouble());
            }
            return run;
        }
    },
    /**
     * The part of the training split that {@code training.holdout} keeps from training, a fifth unless the configuration
     * says how much; of the drawn set, its pictures of neither split.
     */
    HELD_OUT("held-out pictures") {
        @Override
        public DatasetSource of(DatasetSource dataset) {
            return dataset instanceof ShapesMlt shapes ? new HeldOutShapes(shapes) : dataset;
        }

        @Override
        public Configuration of(Configuration run) {
            boolean asIs = run.training().holdout().isPresent() || run.data().open() instanceof ShapesMlt;
            return asIs ? run : run.with("training.holdout", "0.2");
        }
    };

    private final String words;

    MeasuredOn(String words) {
        this.words = words;
    }

    /** Returns what tables call them. */
    public String words() {
        return words;
    }

    /** Returns the dataset that a run is told. */
    public abstract DatasetSource of(DatasetSource dataset);

    /** Returns the configuration by which the metrics of a run are those of these pictures. */
    public abstract Configuration of(Configuration run);
}
