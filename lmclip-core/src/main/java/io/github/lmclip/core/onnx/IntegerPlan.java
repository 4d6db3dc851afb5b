package io.github.lmclip.core.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which layers of a network of convolutions compute in whole numbers.
 *
 * @param ranges of what each layer makes, by its name, and of the pixels; none where nothing is in whole numbers
 * @param floats the layers that stay in float all the same
 * @param shift what is added to the features, so that their mean is that of the network in float: D numbers, or none
 */
record IntegerPlan(Map<String, Range> ranges, Set<String> floats, List<Float> shift) {

    /** Everything in float. */
    static final IntegerPlan NONE = new IntegerPlan(Map.of(), Set.of(), List.of());

    IntegerPlan {
        ranges = Map.copyOf(ranges);
        floats = Set.copyOf(floats);
        shift = List.copyOf(shift);
    }

    boolean isWhole(String layer) {
        return !ranges.isEmpty() && !floats.contains(layer);
    }

    /** Returns this plan with other layers in float. */
    IntegerPlan withFloats(Set<String> layers) {
        return new IntegerPlan(ranges, layers, shift);
    }

    /** Returns this plan with another shift. */
    IntegerPlan withShift(List<Float> added) {
        return new IntegerPlan(ranges, floats, added);
    }
}
