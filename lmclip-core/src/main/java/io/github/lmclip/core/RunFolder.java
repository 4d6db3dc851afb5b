package io.github.lmclip.core;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run leaves behind: after every epoch the last model and a line of {@code metrics.csv}; and the models of the best
 * mAP in total and on the tail so far, by softmax on the test split, as published. A mean that is NaN never is the best.
 */
final class RunFolder implements ProgressListener {

    private static final String HEADER = "epoch,learning_rate,loss,skipped,seconds,score,total,head,medium,tail\n";

    private final Path folder;
    private final Clip clip;
    private final ModelCard card;
    private double best;
    private double bestTail;

    RunFolder(Path folder, Clip clip, ModelCard card, ModelText text) {
        this.folder = folder;
        this.clip = clip;
        this.card = card;
        ModelFolder.saveVocabulary(folder, text);
        write(HEADER, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        save("last");
        if (!epoch.evaluations().isEmpty()) {
            GroupMeans means = epoch.evaluations().get(0).meanAveragePrecision();
            if (means.total() > best) {
                best = means.total();
                save("best_valid_mAP");
            }
            if (means.tail() > bestTail) {
                bestTail = means.tail();
                save("best_valid_mAP_tail");
            }
        }
        write(lines(epoch), StandardOpenOption.APPEND);
    }

    private void save(String name) {
        ModelFolder.saveWeights(folder.resolve(name + ".safetensors"), clip, card);
    }

    private static String lines(EpochReport epoch) {
        String start = String.format(
                Locale.ROOT,
                "%d,%s,%s,%d,%.3f",
                epoch.epoch(),
                epoch.learningRate(),
                epoch.loss(),
                epoch.skipped(),
                epoch.seconds());
        if (epoch.evaluations().isEmpty()) {
            return start + ",,,,,\n";
        }
        return epoch.evaluations().stream().map(found -> start + line(found)).collect(Collectors.joining());
    }

    private static String line(Evaluation found) {
        GroupMeans means = found.meanAveragePrecision();
        return Stream.of(means.total(), means.head(), means.medium(), means.tail())
                .map(mean -> Double.isNaN(mean) ? "" : Double.toString(mean))
                .collect(Collectors.joining(",", "," + found.score().name().toLowerCase(Locale.ROOT) + ",", "\n"));
    }

    private void write(String text, StandardOpenOption... how) {
        Path file = folder.resolve("metrics.csv");
        try {
            Files.writeString(
                    file,
                    text,
                    Stream.concat(Stream.of(StandardOpenOption.WRITE), Stream.of(how))
                            .toArray(StandardOpenOption[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
