package io.github.lmclip.examples.cli.output;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.watch.Pace;
import io.github.lmclip.core.watch.TermNames;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a run stands, in one line: place, time left, rate, last mAP, loss and its terms; what matters most comes first. */
final class ProgressLine implements ProgressListener {

    private final String title;
    private final Pace pace = new Pace();
    private Optional<String> score = Optional.empty();
    private String text;
    private int epochs;

    ProgressLine(String title) {
        this.title = title;
        text = title;
    }

    String text() {
        return text;
    }

    @Override
    public void onStep(StepReport step) {
        pace.take(step);
        epochs = step.epochs();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s  epoch %d/%d, step %d/%d",
                title,
                step.epoch(),
                step.epochs(),
                step.step(),
                step.steps()));
        pace.left().ifPresent(left -> line.append(", %s left, %s images/s".formatted(clock(left), rate())));
        score.ifPresent(found -> line.append(", mAP ").append(found));
        line.append(String.format(Locale.ROOT, ", loss %.3f", step.loss()));
        if (step.terms().size() > 1) {
            line.append(TermNames.shorten(step.terms()).entrySet().stream()
                    .map(term -> String.format(Locale.ROOT, "%s %.3f", term.getKey(), term.getValue()))
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        text = line.toString();
    }

    private String rate() {
        double rate = pace.imagesPerSecond();
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
    }

    private static String clock(Duration left) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }

    /** Returns what an epoch gave, for a log. */
    String of(EpochReport epoch) {
        String line = String.format(
                Locale.ROOT,
                "%s  epoch %d/%d, %sloss %.3f, %.0f s",
                title,
                epoch.epoch(),
                epochs,
                epoch.evaluations().isEmpty()
                        ? ""
                        : score.map("mAP %s, "::formatted).orElse(""),
                epoch.loss(),
                epoch.seconds());
        return epoch.skipped() > 0 ? line + ", %d pictures skipped".formatted(epoch.skipped()) : line;
    }

    @Override
    public void onEpoch(EpochReport epoch) {
        epoch.evaluations().stream()
                .findFirst()
                .ifPresent(found -> score = Optional.of(
                        GroupMeans.percent(found.meanAveragePrecision().total())));
    }
}
