package io.github.lmclip.core;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.SelectionSplit;
import io.github.lmclip.core.watch.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run's {@code metrics.csv}, which {@link RunMetrics} reads; it is whole at any moment. */
final class MetricsFile {

    static final String NAME = "metrics.csv";
    private static final String HEADER =
            "epoch,learning_rate,loss,skipped,seconds,score,total,head,medium,tail,split\n";

    /** A line, or one of before the last column was there. */
    private static final Pattern LINE = Pattern.compile("(\\d+)(,[^,]*){9,10}");

    private static final int CELLS = 11;

    private final Path file;
    private final SelectionSplit split;
    private String text;

    private MetricsFile(Path file, SelectionSplit split, String text) {
        this.file = file;
        this.split = split;
        this.text = text;
        WholeFile.write(file, text);
    }

    /** Opens a run's file, without the lines of epochs that will be run again, and without what is no line. */
    static MetricsFile before(int epoch, Path folder, SelectionSplit split) {
        Path file = folder.resolve(NAME);
        if (epoch == 1 || !Files.exists(file)) {
            return new MetricsFile(file, split, HEADER);
        }
        try {
            String kept = Files.readAllLines(file).stream()
                    .filter(line -> isBefore(epoch, line))
                    .map(line -> withSplit(line, split) + "\n")
                    .collect(Collectors.joining());
            return new MetricsFile(file, split, HEADER + kept);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static boolean isBefore(int epoch, String line) {
        return LINE.matcher(line).matches() && Integer.parseInt(line.substring(0, line.indexOf(','))) < epoch;
    }

    /** The run goes on with the options that it was begun with, so that all its lines are of one split. */
    private static String withSplit(String line, SelectionSplit split) {
        String[] cells = line.split(",", -1);
        boolean evaluated = !cells[5].isEmpty();
        return cells.length == CELLS ? line : line + "," + (evaluated ? split.word() : "");
    }

    void append(EpochReport epoch) {
        String start = String.format(
                Locale.ROOT,
                "%d,%s,%s,%d,%.3f",
                epoch.epoch(),
                epoch.learningRate(),
                epoch.loss(),
                epoch.skipped(),
                epoch.seconds());
        String lines = epoch.evaluations().isEmpty()
                ? start + ",,,,,,\n"
                : epoch.evaluations().stream().map(found -> start + line(found)).collect(Collectors.joining());
        WholeFile.write(file, text + lines);
        text += lines;
    }

    private String line(Evaluation found) {
        GroupMeans means = found.meanAveragePrecision();
        return Stream.of(means.total(), means.head(), means.medium(), means.tail())
                .map(mean -> Double.isNaN(mean) ? "" : Double.toString(mean))
                .collect(Collectors.joining(",", "," + found.score().word() + ",", "," + split.word() + "\n"));
    }
}
