package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.SmallShapes;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What event files say of a run is what the run reported. */
class WatchedRunTest {

    private static final int EPOCHS = 2;
    private static final int STEPS = 6;

    @TempDir
    private Path folder;

    private final List<StepReport> reports = new ArrayList<>();

    private final LmClipBuilder start = LmClip.builder()
            .dataset(new SmallShapes(48, 24))
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(EPOCHS).withBatchSize(8));

    private final ProgressListener collect = new ProgressListener() {
        @Override
        public void onStep(StepReport step) {
            reports.add(step);
        }
    };

    private Map<String, TreeMap<Long, List<Float>>> curves() throws IOException {
        return EventReader.scalars(folder);
    }

    private static List<Long> steps() {
        return LongStream.rangeClosed(1, (long) EPOCHS * STEPS).boxed().toList();
    }

    @Test
    void everyStepHasOnePointOfEachCurve() throws IOException {
        start.runFolder(folder)
                .training(options -> options.withGradient(options.gradient().withReportNorm(true)))
                .listener(collect)
                .train()
                .close();
        Map<String, TreeMap<Long, List<Float>>> curves = curves();
        for (String tag : List.of(
                "loss/total",
                "loss/ContrastiveLoss",
                "loss/BalancedAsymmetricLoss",
                "model/logit_scale",
                "optimizer/gradient_norm")) {
            assertEquals(steps(), List.copyOf(curves.get(tag).keySet()), tag);
        }
        for (int i = 0; i < reports.size(); i++) {
            assertEquals(
                    List.of((float) reports.get(i).loss()),
                    curves.get("loss/total").get(i + 1L));
        }
        // the first step has nothing before it to measure from
        assertEquals(steps().size() - 1, curves.get("speed/images_per_second").size());
        RunMetrics metrics = RunMetrics.read(folder);
        float total =
                (float) metrics.last(ScoreKind.SOFTMAX).orElseThrow().means().total();
        assertEquals(List.of(total), curves.get("mAP_softmax/total").get((long) EPOCHS * STEPS));
        assertEquals(EPOCHS, curves.get("mAP_raw/tail").size());
        assertEquals(EPOCHS, curves.get("epoch/loss").size());
        assertEquals(
                List.of((float) reports.get(7).learningRate()),
                curves.get("optimizer/learning_rate").get(8L));
    }

    @Test
    void aRunThatWasStoppedHasTheSameCurves() throws IOException {
        start.runFolder(folder).train().close();
        TreeMap<Long, List<Float>> whole = curves().get("loss/total");
        TreeMap<Long, List<Float>> measured = curves().get("mAP_softmax/total");
        LmClipBuilder anew = start.runFolder(folder);
        assertThrows(ArithmeticException.class, anew.listener(crashAt(9))::train);
        for (int step : new int[] {10, 12}) {
            assertThrows(ArithmeticException.class, anew.resume().listener(crashAt(step))::train);
        }
        anew.resume().train().close();
        assertEquals(4, EventFile.in(folder).size());
        assertEquals(whole, curves().get("loss/total"));
        assertEquals(measured, curves().get("mAP_softmax/total"));
    }

    private static ProgressListener crashAt(int number) {
        return new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                if ((step.epoch() - 1) * step.steps() + step.step() == number) {
                    throw new ArithmeticException("crash on purpose");
                }
            }
        };
    }

    @Test
    void hyperParametersAreTheRuns() throws IOException {
        start.runFolder(folder).train().close();
        UnknownFieldSet data = EventReader.part(
                EventReader.values(folder, "_hparams_/session_start_info").get(0), 9, 1);
        assertEquals("hparams", EventReader.text(data, 1));
        Map<String, UnknownFieldSet> values = new TreeMap<>();
        UnknownFieldSet session = EventReader.part(data, 2, 3);
        for (ByteString entry : session.getField(1).getLengthDelimitedList()) {
            UnknownFieldSet pair = EventReader.message(entry);
            values.put(EventReader.text(pair, 1), EventReader.part(pair, 2));
        }
        assertEquals(EPOCHS, EventReader.real(values.get("training.epochs"), 2));
        assertEquals("TINY", EventReader.text(values.get("network.backbone"), 3));
        assertEquals(0, EventReader.number(values.get("training.gradient.reportNorm"), 4));
        UnknownFieldSet end = EventReader.part(
                EventReader.values(folder, "_hparams_/session_end_info").get(0), 9, 1, 2, 4);
        assertEquals(1, EventReader.number(end, 1));
    }

    @Test
    void histogramsComeOnRequest() throws IOException {
        start.runFolder(folder)
                .watch(options -> options.withHistogramEpochs(2).withEverySteps(5))
                .train()
                .close();
        assertEquals(
                List.of(5L, 6L, 10L, 12L),
                List.copyOf(curves().get("loss/total").keySet()));
        List<UnknownFieldSet> weights = EventReader.values(folder, "parameters/token_embedding.weight");
        assertEquals(1, weights.size());
        assertEquals(
                Backbone.TINY.text().vocabulary() * Backbone.TINY.text().width(),
                EventReader.real(EventReader.part(weights.get(0), 5), 3));
        UnknownFieldSet gradient = EventReader.part(
                EventReader.values(folder, "gradients/logit_scale").get(0), 5);
        assertEquals(1, EventReader.real(gradient, 3));
        assertTrue(EventReader.real(gradient, 5) > 0);
    }

    @Test
    void nothingIsWrittenWhereItIsNotWanted() {
        start.runFolder(folder)
                .watch(options -> options.withTensorBoard(false))
                .train()
                .close();
        assertEquals(List.of(), EventFile.in(folder));
    }
}
