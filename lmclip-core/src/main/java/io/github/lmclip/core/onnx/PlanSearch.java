package io.github.lmclip.core.onnx;

import io.github.lmclip.core.onnx.PlanTrials.Measured;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which convolutions can be computed in whole numbers: all of them, or all but the sums between them, or as many as
 * leave the features near enough.
 */
record PlanSearch(PlanTrials trials, double leastAgreement) {

    private static final Logger LOG = LoggerFactory.getLogger(PlanSearch.class);

    /** Standard errors that the mean must be away from what is wished: pictures that nobody has seen shall agree too. */
    private static final double MARGIN = 2;

    /** A plan and how near it comes. */
    record Found(IntegerPlan plan, ExportReport report) {}

    /** Returns the first plan that is near enough, of ever more layers in float, the most harmful first. */
    Found find() {
        IntegerPlan all = IntegerPlan.of(trials.ranges());
        Measured whole = measured(all);
        if (isNear(whole)) {
            return found(whole);
        }
        IntegerPlan convolutions = all.withFloatSums();
        Measured between = measured(convolutions);
        return isNear(between) ? found(between) : fewestFloats(convolutions);
    }

    private Measured measured(IntegerPlan plan) {
        Measured measured = trials.measure(plan);
        LOG.info(
                "centred cosine {}, standard error {}, with {} of {} convolutions and {} sums in float",
                measured.agreement(),
                measured.doubt(),
                plan.floats().size(),
                trials.convolutions().size(),
                plan.floatSums() ? "all" : "no");
        return measured;
    }

    private boolean isNear(Measured measured) {
        return leastAgreement == StaticInt8.ANYTHING
                || measured.agreement() - MARGIN * measured.doubt() >= leastAgreement;
    }

    private Found found(Measured measured) {
        IntegerPlan plan = measured.plan();
        List<String> floats = plan.floats().stream().sorted().toList();
        return new Found(
                plan,
                new ExportReport(measured.agreement(), trials.convolutions().size(), floats, plan.floatSums()));
    }

    /** Halves the number of layers that may have to stay in float until it is known. */
    private Found fewestFloats(IntegerPlan convolutions) {
        List<String> harmful = mostHarmfulFirst(convolutions);
        int tooFew = 0;
        int enough = harmful.size();
        Found best = new Found(IntegerPlan.NONE, new ExportReport(1, enough, harmful, true));
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            Measured tried = measured(convolutions.withFloats(Set.copyOf(harmful.subList(0, middle))));
            if (isNear(tried)) {
                enough = middle;
                best = found(tried);
            } else {
                tooFew = middle;
            }
        }
        return best;
    }

    /** Each convolution alone in whole numbers tells what it costs. */
    private List<String> mostHarmfulFirst(IntegerPlan convolutions) {
        Map<String, Double> agreements = new HashMap<>();
        for (String layer : trials.convolutions()) {
            Set<String> others = new HashSet<>(trials.convolutions());
            others.remove(layer);
            agreements.put(layer, trials.glance(convolutions.withFloats(others)));
        }
        return trials.convolutions().stream()
                .sorted(Comparator.comparing(agreements::get))
                .toList();
    }
}
