package io.github.lmclip.core;

import io.github.lmclip.core.ModelBuild.Assembly;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.FolderMemory;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.RunMemory;
import io.github.lmclip.core.train.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run leaves behind: after every epoch the last model and a line of {@code metrics.csv}; and the models of the best
 * mAP in total and on the tail so far, by softmax on the split that is evaluated: the test split, as published, unless a part
 * of the training split is held out. A mean that is NaN never is the best.
 */
final class RunFolder implements ProgressListener, AutoCloseable {

    private static final String HEADER = "epoch,learning_rate,loss,skipped,seconds,score,total,head,medium,tail\n";

    private static final String METRICS = "metrics.csv";
    private static final String SETTINGS = "run.conf";
    private static final String BEST = "best mAP";
    private static final String BEST_TAIL = "best mAP of the tail";

    private final Path folder;
    private final Clip clip;
    private final ModelCard card;
    private final FolderLock lock;
    private final FolderMemory memory;
    private double best;
    private double bestTail;

    /**
     * Opens a run's folder.
     *
     * @param wishes whether to go on with the run that the folder holds, or to replace it; and what was set
     * @throws IllegalStateException if another run has the folder, or it holds a run of another configuration
     */
    RunFolder(Path folder, Assembly model, Map<String, String> configuration, Wishes wishes) {
        this.folder = folder;
        this.clip = model.clip();
        this.card = model.card();
        lock = FolderLock.of(folder);
        boolean opened = false;
        try {
            memory = open(folder.resolve("state"), configuration, wishes);
            best = Double.parseDouble(memory.notes().getOrDefault(BEST, "0"));
            bestTail = Double.parseDouble(memory.notes().getOrDefault(BEST_TAIL, "0"));
            ModelFolder.saveVocabulary(folder, model.text());
            keepLinesBefore(memory.progress().epoch());
            wishes.settings.ifPresent(text -> replace(SETTINGS, text));
            opened = true;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private FolderMemory open(Path states, Map<String, String> configuration, Wishes wishes) {
        if (!wishes.resume) {
            FolderMemory.forget(states);
        }
        return new FolderMemory(states, configuration, wishes.changesAccepted, this::notes);
    }

    RunMemory memory() {
        return memory;
    }

    private Map<String, String> notes() {
        return Map.of(BEST, Double.toString(best), BEST_TAIL, Double.toString(bestTail));
    }

    /** Takes back the lines of epochs that will be run again. */
    private void keepLinesBefore(int epoch) {
        Path file = folder.resolve(METRICS);
        StringBuilder lines = new StringBuilder(HEADER);
        try {
            if (epoch > 1 && Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .skip(1)
                        .filter(line -> Integer.parseInt(line.substring(0, line.indexOf(','))) < epoch)
                        .forEach(line -> lines.append(line).append('\n'));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        replace(METRICS, lines.toString());
    }

    private void replace(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Path part = folder.resolve(name + ".part");
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        Uninterrupted.run(() -> write(epoch));
    }

    private void write(EpochReport epoch) {
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
        append(lines(epoch));
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

    private void append(String text) {
        Path file = folder.resolve(METRICS);
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Gives the folder free for another run. */
    @Override
    public void close() {
        lock.close();
    }
}
