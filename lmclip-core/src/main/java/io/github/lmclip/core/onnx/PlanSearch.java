package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.PictureTransform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which convolutions can be computed in whole numbers, and in which ranges, by running the network on pictures: once
 * in float to see the values between its layers, then in whole numbers to see what that does to the features.
 */
final class PlanSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PlanSearch.class);

    /** Pictures that the features' mean is found from. */
    private static final int SHIFTING = 64;

    private static final String FEATURES = "features";

    /** Before the names of outputs that show what a layer has made. */
    private static final String SEEN = "seen ";

    private final Backbone backbone;
    private final Parameters parameters;
    private final PictureTransform transform;
    private final StaticInt8 wish;
    private final Map<String, Histogram> histograms = new HashMap<>();
    private final List<String> convolutions = new ArrayList<>();
    private float[][] keptBack;
    private float[][] shifting;
    private float[][] expected;
    private double[] expectedMean;

    PlanSearch(Backbone backbone, Parameters parameters, PictureTransform transform, StaticInt8 wish) {
        this.backbone = backbone;
        this.parameters = parameters;
        this.transform = transform;
        this.wish = wish;
    }

    /** A plan and how near it comes. */
    record Found(IntegerPlan plan, ExportReport report) {}

    /** Returns the plan with the fewest layers in float, of the most harmful ones, that is near enough. */
    Found find() {
        choosePictures();
        observe();
        Map<String, Range> ranges = new HashMap<>();
        histograms.forEach((name, histogram) -> ranges.put(name, histogram.range()));
        histograms.clear();
        IntegerPlan all = new IntegerPlan(ranges, Set.of(), List.of());
        Found whole = found(all);
        return isNear(whole) ? whole : fewestFloats(all);
    }

    private void choosePictures() {
        keptBack = pixels(PlanSearch::isKeptBack, Integer.MAX_VALUE);
        shifting = pixels(place -> !isKeptBack(place), SHIFTING);
    }

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

    private void observe() {
        try (TrialRun run = trial(IntegerPlan.NONE, true)) {
            for (int place = 0; place < wish.pictures().size(); place++) {
                if (!isKeptBack(place)) {
                    run.run(pixels(wish.pictures().get(place)), transform.size(), this::count);
                }
            }
        }
        try (TrialRun run = trial(IntegerPlan.NONE, false)) {
            expected = features(run, keptBack);
            expectedMean = CentredCosine.mean(features(run, shifting));
        }
    }

    private void count(String name, float... values) {
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
    private Found found(IntegerPlan plan) {
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
        double agreement = CentredCosine.of(expected, features);
        List<String> floats = plan.floats().stream().sorted().toList();
        LOG.info(
                "centred cosine {} with {} of {} convolutions in float", agreement, floats.size(), convolutions.size());
        return new Found(plan.withShift(shift), new ExportReport(agreement, convolutions.size(), floats));
    }

    private boolean isNear(Found found) {
        return found.report().agreement() >= wish.leastAgreement();
    }

    /** Halves the number of layers that may have to stay in float until it is known. */
    private Found fewestFloats(IntegerPlan all) {
        List<String> harmful = mostHarmfulFirst(all);
        int tooFew = 0;
        int enough = harmful.size();
        Found best = new Found(IntegerPlan.NONE, new ExportReport(1, enough, harmful));
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            Found tried = found(all.withFloats(new HashSet<>(harmful.subList(0, middle))));
            if (isNear(tried)) {
                enough = middle;
                best = tried;
            } else {
                tooFew = middle;
            }
        }
        return best;
    }

    /** Each convolution alone in whole numbers tells what it costs. */
    private List<String> mostHarmfulFirst(IntegerPlan all) {
        Map<String, Double> agreements = new HashMap<>();
        for (String layer : convolutions) {
            HashSet<String> others = new HashSet<>(convolutions);
            others.remove(layer);
            try (TrialRun run = trial(all.withFloats(others), false)) {
                agreements.put(layer, CentredCosine.withoutShift(expected, features(run, keptBack)));
            }
        }
        return convolutions.stream()
                .sorted(Comparator.comparing(agreements::get))
                .toList();
    }
}
