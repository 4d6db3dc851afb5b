package io.github.lmclip.core;

import io.github.lmclip.core.eval.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How a soup was chosen.
 *
 * @param trials the models, the best first
 */
public record GreedySoup(List<Trial> trials) {

    /**
     * One model's turn.
     *
     * @param model its file or folder
     * @param alone how good it is by itself, on the held-out pictures
     * @param together how good the mean of it and all that were kept before is
     * @param kept whether that was no worse than without it
     */
    public record Trial(Path model, Evaluation alone, Evaluation together, boolean kept) {}

    /** Copies the list. */
    public GreedySoup {
        trials = List.copyOf(trials);
    }

    /** Returns the models whose mean is the soup, the best first; never empty. */
    public List<Path> kept() {
        return trials.stream().filter(Trial::kept).map(Trial::model).toList();
    }

    /** Returns how good the soup is on the held-out pictures, which chose it. */
    public Evaluation evaluation() {
        return trials.stream()
                .filter(Trial::kept)
                .reduce((before, trial) -> trial)
                .orElseThrow()
                .together();
    }

    /** The choice as it is made. */
    static final class Course {

        private final ToDoubleFunction<Evaluation> measure;
        private final List<Trial> trials = new ArrayList<>();
        private double best = Double.NEGATIVE_INFINITY;

        Course(ToDoubleFunction<Evaluation> measure) {
            this.measure = measure;
        }

        /** Returns what was kept so far, and one more. */
        List<Path> with(Path model) {
            return Stream.concat(soup().kept().stream(), Stream.of(model)).toList();
        }

        void add(Path model, Evaluation alone, Evaluation together) {
            double found = measure.applyAsDouble(together);
            boolean kept = trials.isEmpty() || found >= best;
            best = kept ? found : best;
            trials.add(new Trial(model, alone, together, kept));
        }

        GreedySoup soup() {
            return new GreedySoup(trials);
        }
    }
}
