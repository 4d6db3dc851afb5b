package io.github.lmclip.examples.cli.data;

import io.github.lmclip.data.fetch.FetchListener;
import io.github.lmclip.data.fetch.benchmark.BenchmarkListener;
import io.github.lmclip.data.fetch.benchmark.BenchmarkProgress;
import java.net.URI;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for each part of a benchmark, with rate and time left of the bytes that come in. */
final class BenchmarkBar implements BenchmarkListener, FetchListener, AutoCloseable {

    private static final String UNIT = " MB";
    private static final long UNIT_BYTES = 1_000_000;

    private String name = "";
    private ProgressBar bar;

    @Override
    public synchronized void onProgress(BenchmarkProgress progress) {
        if (!progress.name().equals(name)) {
            close();
            name = progress.name();
            bar = bar(progress);
        }
        bar.maxHint(progress.ofBytes());
        bar.stepTo(progress.bytes());
        bar.setExtraMessage(
                progress.files() == 0
                        ? ""
                        : String.format(Locale.ROOT, " %,d/%,d", progress.files(), progress.ofFiles()));
    }

    @Override
    public synchronized void onRetry(URI address, String complaint, Duration pause) {
        if (bar != null) {
            bar.setExtraMessage(" " + complaint);
        }
    }

    @Override
    public void onWait(Path folder) {
        System.err.printf("Another process fetches into %s; waiting until it is done.%n", folder);
    }

    /** The rate is of this run alone: what was here before is where the bar starts. */
    private static ProgressBar bar(BenchmarkProgress first) {
        return new ProgressBarBuilder()
                .setTaskName(first.name())
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(UNIT, UNIT_BYTES)
                .setInitialMax(first.ofBytes())
                .startsFrom(first.bytes(), Duration.ZERO)
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setUpdateIntervalMillis(500)
                .build();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
