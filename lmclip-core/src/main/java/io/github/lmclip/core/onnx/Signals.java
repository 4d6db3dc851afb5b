package io.github.lmclip.core.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What passes between the layers of a network of convolutions, in 8 bits where a layer in whole numbers makes or reads it:
 * a node that rounds and one that widens again, which runtimes fuse with the layers around them.
 */
final class Signals {

    private final OnnxGraph graph;
    private final IntegerPlan plan;
    private final Map<String, String> rounded = new HashMap<>();
    private final Map<String, String> made = new LinkedHashMap<>();
    private final List<String> convolutions = new ArrayList<>();

    Signals(OnnxGraph graph, IntegerPlan plan) {
        this.graph = graph;
        this.plan = plan;
    }

    boolean isWhole(String layer) {
        return plan.isWhole(layer);
    }

    boolean areSumsWhole() {
        return !plan.floatSums();
    }

    /** Returns what comes from outside, in float. */
    Signal given(String name, String tensor) {
        return made(name, tensor, false);
    }

    /** Returns what a convolution has made. */
    Signal convolved(String layer, String tensor) {
        convolutions.add(layer);
        return made(layer, tensor, plan.isWhole(layer));
    }

    /** Returns what a layer has made; of two of one name the later one counts. */
    Signal made(String name, String tensor, boolean whole) {
        made.put(name, tensor);
        return new Signal(name, tensor, whole);
    }

    /** Returns the tensor as a layer reads it. */
    String read(Signal signal, boolean whole) {
        return whole || signal.whole()
                ? rounded.computeIfAbsent(signal.name(), name -> round(signal))
                : signal.tensor();
    }

    private String round(Signal signal) {
        Range range = range(signal);
        String scale = graph.scalar(range.scale());
        String zero = graph.unsigned(range.zero());
        return graph.node("DequantizeLinear", graph.node("QuantizeLinear", signal.tensor(), scale, zero), scale, zero);
    }

    Range range(Signal signal) {
        Range range = plan.ranges().get(signal.name());
        if (range == null) {
            throw new IllegalStateException("no range was found for " + signal.name());
        }
        return range;
    }

    /** Returns features whose mean is put back to where it is in float. */
    String shifted(String features) {
        if (plan.shift().isEmpty()) {
            return features;
        }
        float[] shift = new float[plan.shift().size()];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = plan.shift().get(i);
        }
        return graph.node("Add", features, graph.weight("shift", () -> shift, shift.length));
    }

    /** Returns the names of the convolutions, in their order. */
    List<String> convolutions() {
        return convolutions;
    }

    /** Returns the tensors that layers have made, by the layers' names. */
    Map<String, String> all() {
        return made;
    }
}
