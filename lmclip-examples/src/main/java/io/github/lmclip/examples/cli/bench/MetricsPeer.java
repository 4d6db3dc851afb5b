package io.github.lmclip.examples.cli.bench;

import com.google.gson.Gson;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.Predictions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** scikit-learn on the same scores and targets, in a process of its own. */
final class MetricsPeer implements AutoCloseable {

    /** By how much a measure of a class may differ between the engines. */
    private static final double AGREEMENT = 1e-9;

    private final PeerFolder folder;
    private final PeerProcess process;

    /** What the peer found of each class. */
    private record Found(List<Double> averagePrecisions, List<Double> aurocs) {}

    private MetricsPeer(PeerFolder folder, PeerProcess process) {
        this.folder = folder;
        this.process = process;
    }

    static MetricsPeer start(String python, Path script, Predictions predictions) throws IOException {
        PeerFolder folder = PeerFolder.create();
        write(folder.path(), predictions);
        return new MetricsPeer(folder, PeerProcess.start(python, script, folder.path()));
    }

    /** Measures all classes once. */
    PeerProcess.Step step() {
        return process.step();
    }

    /**
     * Compares every class with what the peer's last step found.
     *
     * @throws IllegalStateException if a class differs
     */
    void requireAgreement(Evaluation ours) throws IOException {
        Found theirs = new Gson().fromJson(Files.readString(folder.path().resolve("found.json")), Found.class);
        for (int id = 0; id < ours.classNames().size(); id++) {
            requireEqual("AP", id, ours.averagePrecisions().get(id), theirs.averagePrecisions.get(id));
            requireEqual("AUROC", id, ours.aurocs().get(id), theirs.aurocs.get(id));
        }
    }

    private static void requireEqual(String measure, int id, double ours, double theirs) {
        if (!(Math.abs(ours - theirs) <= AGREEMENT)) {
            throw new IllegalStateException(
                    "%s of class %d is %s here and %s by scikit-learn".formatted(measure, id, ours, theirs));
        }
    }

    private static void write(Path folder, Predictions predictions) throws IOException {
        int images = predictions.size();
        int classes = predictions.classNames().size();
        ByteBuffer scores = ByteBuffer.allocate(images * classes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] targets = new byte[images * classes];
        for (int i = 0; i < targets.length; i++) {
            scores.putFloat(predictions.logits()[i / classes][i % classes]);
            targets[i] = (byte) (predictions.shows(i / classes, i % classes) ? 1 : 0);
        }
        Files.write(folder.resolve("scores.f32"), scores.array());
        Files.write(folder.resolve("targets.u8"), targets);
        Files.writeString(folder.resolve("shape.json"), "{\"images\": %d, \"classes\": %d}".formatted(images, classes));
    }

    @Override
    public void close() throws IOException {
        process.close();
        folder.close();
    }
}
