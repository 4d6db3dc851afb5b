package io.github.lmclip.examples.cli.output;

import io.github.lmclip.data.fetch.FetchListener;
import io.github.lmclip.data.fetch.FetchProgress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for each file that is fetched, with rate and time left. */
public final class DownloadBar implements FetchListener {

    private static final String UNIT = " MB";
    private static final long UNIT_BYTES = 1_000_000;

    private final Map<URI, ProgressBar> bars = new HashMap<>();

    @Override
    public synchronized void onProgress(FetchProgress progress) {
        URI address = progress.download().address();
        ProgressBar bar = bars.computeIfAbsent(address, DownloadBar::bar);
        progress.total().ifPresent(bar::maxHint);
        bar.stepTo(progress.bytes());
        if (progress.total().isPresent() && progress.total().getAsLong() == progress.bytes()) {
            bar.close();
            bars.remove(address);
        }
    }

    @Override
    public synchronized void onRetry(URI address, String complaint, Duration pause) {
        ProgressBar bar = bars.get(address);
        if (bar != null) {
            bar.setExtraMessage(" " + complaint);
        }
    }

    private static ProgressBar bar(URI address) {
        String path = address.getPath();
        return new ProgressBarBuilder()
                .setTaskName(path.substring(path.lastIndexOf('/') + 1))
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(UNIT, UNIT_BYTES)
                .showSpeed()
                .setUpdateIntervalMillis(500)
                .build();
    }
}
