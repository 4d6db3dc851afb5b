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
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which convolutions can be computed in whole numbers, and in which ranges, by running the network on pictures: once
 * in float to see the values between its layers, then in whole numbers to see what that does to the features.
 */
final class PlanSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PlanSearch.class);

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
    private float[][] expected;

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
        keepBack();
        observe();
        Map<String, Range> ranges = new HashMap<>();
        histograms.forEach((name, histogram) -> ranges.put(name, histogram.range()));
        histograms.clear();
        IntegerPlan all = new IntegerPlan(ranges, new HashSet<>());
        Found whole = found(all);
        return isNear(whole) ? whole : fewestFloats(all);
    }

    private void keepBack() {
        keptBack = IntStream.range(0, wish.pictures().size())
                .filter(PlanSearch::isKeptBack)
                .mapToObj(place -> pixels(wish.pictures().get(place)))
                .toArray(float[][]::new);
    }

    private static boolean isKeptBack(int place) {
        return place % StaticInt8.KEPT_BACK == StaticInt8.KEPT_BACK - 1;
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
        expected = features(IntegerPlan.NONE);
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
                    .forEach((name, tensor) ->
                            graph.output(SEEN + name, tensor, OnnxExporter.BATCH, "c " + name, "h " + name, "w " + name));
        }
        return TrialRun.of(
                OnnxExporter.bareModel().build(),
                graph,
                ExportOptions.defaults().externalAbove());
    }

    private float[][] features(IntegerPlan plan) {
        float[][] features = new float[keptBack.length][];
        try (TrialRun run = trial(plan, false)) {
            for (int i = 0; i < keptBack.length; i++) {
                int row = i;
                run.run(keptBack[i], transform.size(), (name, values) -> features[row] = values);
            }
        }
        return features;
    }

    private Found found(IntegerPlan plan) {
        double agreement = CentredCosine.of(expected, features(plan));
        List<String> floats = plan.floats().stream().sorted().toList();
        LOG.info("centred cosine {} with {} of {} convolutions in float", agreement, floats.size(), convolutions.size());
        return new Found(plan, new ExportReport(agreement, convolutions.size(), floats));
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
            agreements.put(layer, CentredCosine.of(expected, features(all.withFloats(others))));
        }
        return convolutions.stream()
                .sorted(Comparator.comparing(agreements::get))
                .toList();
    }
}
