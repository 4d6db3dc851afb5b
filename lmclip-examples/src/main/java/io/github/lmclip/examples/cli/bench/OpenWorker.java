package io.github.lmclip.examples.cli.bench;

import com.google.gson.Gson;
import com.sun.management.OperatingSystemMXBean;
import io.github.lmclip.core.serve.LmClipClassifier;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Opens a classifier in a JVM that has done nothing yet and classifies a photo: {@code FILE PHOTO}. Says how long both took. */
public final class OpenWorker {

    private OpenWorker() {}

    /**
     * What a start took, in seconds since {@code open} began.
     *
     * @param openSeconds until it returned
     * @param answerSeconds until the photo was classified, decoding included
     * @param cpuSeconds of all threads since the process began, the JVM's own start included
     * @param peakMb most resident memory of the process, in megabytes
     */
    public record Start(double openSeconds, double answerSeconds, double cpuSeconds, double peakMb) {}

    /** Opens, classifies and prints a line of JSON. */
    public static void main(String[] words) {
        long start = System.nanoTime();
        try (LmClipClassifier classifier = LmClipClassifier.open(Path.of(words[0]))) {
            double opened = (System.nanoTime() - start) / 1e9;
            classifier.classify(Path.of(words[1])).top(1);
            double answered = (System.nanoTime() - start) / 1e9;
            System.out.println(new Gson().toJson(new Start(opened, answered, cpuSeconds(), PeakMemory.megabytes())));
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
