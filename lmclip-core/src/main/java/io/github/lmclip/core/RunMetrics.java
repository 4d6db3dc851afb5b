package io.github.lmclip.core;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.SelectionSplit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What a run measured epoch by epoch, as its folder's {@code metrics.csv} has it.
 *
 * @param epochs learning rate, mean loss and time of every epoch, in order
 * @param rows the measured mAP, in order; none for epochs that were not evaluated
 * @param split what it was measured on; nothing if no epoch was evaluated, or the file is of a version that did not say
 */
public record RunMetrics(List<Epoch> epochs, List<Row> rows, Optional<SelectionSplit> split) {

    /**
     * One epoch.
     *
     * @param epoch from 1 on
     * @param learningRate of its steps
     * @param loss mean over its pictures
     * @param skipped pictures that could not be decoded
     * @param seconds without the evaluation
     */
    public record Epoch(int epoch, double learningRate, double loss, long skipped, double seconds) {}

    /**
     * The mAP after an epoch.
     *
     * @param epoch from 1 on
     * @param score what pictures are ranked by
     * @param means mAP, in [0, 1]; NaN for a group without classes
     */
    public record Row(int epoch, ScoreKind score, GroupMeans means) {}

    private static final int EPOCH_CELLS = 5;
    private static final int SPLIT = 10;

    /** Copies the lists. */
    public RunMetrics {
        epochs = List.copyOf(epochs);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a run's folder.
     *
     * @throws UncheckedIOException if it has no metrics
     * @throws LmClipException if they are broken
     */
    public static RunMetrics read(Path folder) {
        Path file = folder.resolve(MetricsFile.NAME);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(file, e), e);
        }
        List<Epoch> epochs = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        Set<SelectionSplit> splits = EnumSet.noneOf(SelectionSplit.class);
        for (int i = 1; i < lines.size(); i++) {
            read(file + ":" + (i + 1), lines.get(i).split(",", -1), epochs, rows, splits);
        }
        return new RunMetrics(epochs, rows, splits.stream().findFirst());
    }

    private static void read(
            String place, String[] cells, List<Epoch> epochs, List<Row> rows, Set<SelectionSplit> splits) {
        if (cells.length != SPLIT && cells.length != SPLIT + 1) {
            throw new LmClipException("%s: expected %d cells, got %d".formatted(place, SPLIT + 1, cells.length));
        }
        try {
            int epoch = Integer.parseInt(cells[0]);
            if (epochs.isEmpty() || epochs.get(epochs.size() - 1).epoch() != epoch) {
                epochs.add(new Epoch(
                        epoch, number(cells[1]), number(cells[2]), Long.parseLong(cells[3]), number(cells[4])));
            }
            if (!cells[EPOCH_CELLS].isEmpty()) {
                ScoreKind score = ScoreKind.valueOf(cells[EPOCH_CELLS].toUpperCase(Locale.ROOT));
                rows.add(new Row(
                        epoch,
                        score,
                        new GroupMeans(number(cells[6]), number(cells[7]), number(cells[8]), number(cells[9]))));
                if (cells.length > SPLIT) {
                    splits.add(SelectionSplit.of(cells[SPLIT]));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new LmClipException("%s: broken metrics: %s".formatted(place, e.getMessage()), e);
        }
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** Returns the last measured epoch. */
    public Optional<Row> last(ScoreKind score) {
        return rows.stream().filter(row -> row.score() == score).reduce((before, row) -> row);
    }

    /**
     * Returns the mAP after an epoch by what pictures are ranked by.
     *
     * @throws LmClipException if that epoch was not measured
     */
    public Map<ScoreKind, GroupMeans> after(int epoch) {
        Map<ScoreKind, GroupMeans> means = new EnumMap<>(ScoreKind.class);
        rows.stream().filter(row -> row.epoch() == epoch).forEach(row -> means.put(row.score(), row.means()));
        if (means.isEmpty()) {
            throw new LmClipException("epoch %d was not measured".formatted(epoch));
        }
        return means;
    }

    /** Returns the first epoch of the highest mAP in total. */
    public Optional<Row> best(ScoreKind score) {
        return best(score, GroupMeans::total);
    }

    /**
     * Returns the first epoch of the highest mAP of a group.
     *
     * @param score what pictures are ranked by
     * @param group such as {@code GroupMeans::tail}
     */
    public Optional<Row> best(ScoreKind score, ToDoubleFunction<GroupMeans> group) {
        return rows.stream()
                .filter(row -> row.score() == score && !Double.isNaN(group.applyAsDouble(row.means())))
                .max(Comparator.comparingDouble((Row row) -> group.applyAsDouble(row.means()))
                        .thenComparing(Comparator.comparingInt(Row::epoch).reversed()));
    }
}
