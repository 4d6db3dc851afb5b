package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.PictureTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Runs a network on pictures: in float to see the values between its layers and the features, then by plans in whole
 * numbers to see what those do to the features. Every fourth picture is kept back to compare features on.
 */
final class PlanTrials {

    /** Pictures that the features' mean is found from. */
    private static final int SHIFTING = 64;

    /** Pictures kept back that tell layers apart; the harm of one alone shows on few. */
    private static final int TELLING = 16;

    private static final String FEATURES = "features";

    /** Before the names of outputs that show what a layer has made. */
    private static final String SEEN = "seen ";

    private final Backbone backbone;
    private final Parameters parameters;
    private final PictureTransform transform;
    private final StaticInt8 wish;
    private final List<String> convolutions = new ArrayList<>();
    private final float[][] keptBack;
    private final float[][] shifting;
    private final float[][] expected;
    private final double[] expectedMean;

    /** Reads the pictures and computes them in float. */
    PlanTrials(Backbone backbone, Parameters parameters, PictureTransform transform, StaticInt8 wish) {
        this.backbone = backbone;
        this.parameters = parameters;
        this.transform = transform;
        this.wish = wish;
        keptBack = pixels(PlanTrials::isKeptBack, Integer.MAX_VALUE);
        shifting = pixels(place -> !isKeptBack(place), SHIFTING);
        try (TrialRun run = trial(IntegerPlan.NONE, false)) {
            expected = features(run, keptBack);
            expectedMean = CentredCosine.mean(features(run, shifting));
        }
    }

    /**
     * What a plan does.
     *
     * @param plan with the shift that puts the features' mean back
     * @param agreement mean centred cosine on the pictures kept back
     * @param doubt its standard error: other pictures give another mean
     */
    record Measured(IntegerPlan plan, double agreement, double doubt) {}

    private static boolean isKeptBack(int place) {
        return place % StaticInt8.KEPT_BACK == StaticInt8.KEPT_BACK - 1;
    }

    private float[][] pixels(IntPredicate chosen, int most) {
        return IntStream.range(0, wish.pictures().size())
                .filter(chosen)
                .limit(most)
                .mapToObj(place -> pixels(wish.pictures().get(place)))
                .toArray(float[][]::new);
    }

    private float[] pixels(Picture picture) {
        return transform.apply(picture.bitmap());
    }

    /** Returns the names of the convolutions, in their order; none before {@link #ranges()}. */
    List<String> convolutions() {
        return convolutions;
    }

    /** Returns the ranges of what the layers make of the pictures that are not kept back. */
    Map<String, Range> ranges() {
        Map<String, Histogram> histograms = new HashMap<>();
        try (TrialRun run = trial(IntegerPlan.NONE, true)) {
            for (int place = 0; place < wish.pictures().size(); place++) {
                if (!isKeptBack(place)) {
                    run.run(
                            pixels(wish.pictures().get(place)),
                            transform.size(),
                            (name, values) -> count(histograms, name, values));
                }
            }
        }
        Map<String, Range> ranges = new HashMap<>();
        histograms.forEach((name, histogram) -> ranges.put(name, histogram.range()));
        return ranges;
    }

    private static void count(Map<String, Histogram> histograms, String name, float... values) {
        if (name.startsWith(SEEN)) {
            histograms
                    .computeIfAbsent(name.substring(SEEN.length()), key -> new Histogram())
                    .add(values);
        }
    }

    private TrialRun trial(IntegerPlan plan, boolean observed) {
        OnnxGraph graph = new OnnxGraph("trial", false);
        Signals signals = new Signals(graph, plan);
        String pictures = OnnxExporter.pictures(graph, backbone);
        Layers layers = new Layers(graph, parameters);
        ResNetGraph network =
                new ResNetGraph(layers, signals, (ImageTower.ResNet) backbone.image(), backbone.embedding());
        graph.output(FEATURES, network.write(pictures), OnnxExporter.BATCH, backbone.embedding());
        if (observed) {
            convolutions.addAll(signals.convolutions());
            signals.all()
                    .forEach((name, tensor) -> graph.output(
                            SEEN + name, tensor, OnnxExporter.BATCH, "c " + name, "h " + name, "w " + name));
        }
        return TrialRun.of(
                OnnxExporter.bareModel().build(),
                graph,
                ExportOptions.defaults().externalAbove());
    }

    private float[][] features(TrialRun run, float[]... pictures) {
        float[][] features = new float[pictures.length][];
        for (int i = 0; i < pictures.length; i++) {
            int row = i;
            run.run(pictures[i], transform.size(), (name, values) -> features[row] = values);
        }
        return features;
    }

    /** Measures a plan, after its features' mean is put back to where it is in float. */
    Measured measure(IntegerPlan plan) {
        float[][] features;
        List<Float> shift = new ArrayList<>();
        try (TrialRun run = trial(plan, false)) {
            double[] mean = CentredCosine.mean(features(run, shifting));
            for (int i = 0; i < mean.length; i++) {
                shift.add((float) (expectedMean[i] - mean[i]));
            }
            features = features(run, keptBack);
        }
        for (float[] row : features) {
            for (int i = 0; i < row.length; i++) {
                row[i] += shift.get(i);
            }
        }
        double[] cosines = CentredCosine.each(expected, features);
        double agreement = Arrays.stream(cosines).average().orElseThrow();
        return new Measured(plan.withShift(shift), agreement, standardError(agreement, cosines));
    }

    private static double standardError(double mean, double... values) {
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
    }

    /** Returns the agreement of a plan on few pictures, whatever it does to the features' mean. */
    double glance(IntegerPlan plan) {
        int count = Math.min(TELLING, keptBack.length);
        try (TrialRun run = trial(plan, false)) {
            float[][] features = features(run, Arrays.copyOf(keptBack, count));
            return CentredCosine.withoutShift(Arrays.copyOf(expected, count), features);
        }
    }
}
