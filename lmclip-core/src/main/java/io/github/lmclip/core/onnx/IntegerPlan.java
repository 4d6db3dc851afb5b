package io.github.lmclip.core.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which layers of a network of convolutions compute in whole numbers.
 *
 * @param ranges of what each layer makes, by its name, and of the pixels; none where nothing is in whole numbers
 * @param floats the convolutions that stay in float all the same
 * @param floatSums whether branches are added to shortcuts in float, so that what is rounded for the next branch goes on
 *     unrounded beside it: errors then do not pile up from block to block
 * @param shift what is added to the features, so that their mean is that of the network in float: D numbers, or none
 */
record IntegerPlan(Map<String, Range> ranges, Set<String> floats, boolean floatSums, List<Float> shift) {

    /** Everything in float. */
    static final IntegerPlan NONE = new IntegerPlan(Map.of(), Set.of(), true, List.of());

    IntegerPlan {
        ranges = Map.copyOf(ranges);
        floats = Set.copyOf(floats);
        shift = List.copyOf(shift);
    }

    /** Returns a plan of everything in whole numbers. */
    static IntegerPlan of(Map<String, Range> ranges) {
        return new IntegerPlan(ranges, Set.of(), false, List.of());
    }

    boolean isWhole(String layer) {
        return !ranges.isEmpty() && !floats.contains(layer);
    }

    /** Returns this plan with other convolutions in float. */
    IntegerPlan withFloats(Set<String> layers) {
        return new IntegerPlan(ranges, layers, floatSums, shift);
    }

    /** Returns this plan with sums in float. */
    IntegerPlan withFloatSums() {
        return new IntegerPlan(ranges, floats, true, shift);
    }

    /** Returns this plan with another shift. */
    IntegerPlan withShift(List<Float> added) {
        return new IntegerPlan(ranges, floats, floatSums, added);
    }
}
