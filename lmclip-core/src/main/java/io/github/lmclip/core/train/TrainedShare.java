package io.github.lmclip.core.train;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.train.ParameterPlace.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much of a network a run trains, told by the names and shapes of its parameters before it is built.
 *
 * @param values all numbers of the network, trained or not, those that training adds included
 * @param trained how many of them get gradients and moments
 * @param lowest the lowest block of each tower with something to train, below which no backward pass goes
 */
record TrainedShare(long values, long trained, Map<Part, Integer> lowest) {

    /** A parameter: its name and its sides. */
    private record Tensor(String name, List<Long> shape) {

        private long values() {
            return shape.stream().reduce(1L, (one, other) -> one * other);
        }

        private long sides() {
            return shape.stream().mapToLong(side -> side).sum();
        }
    }

    static TrainedShare of(Backbone backbone, TrainingOptions options) {
        long values = 0;
        long trained = 0;
        Map<Part, Integer> lowest = new EnumMap<>(Part.class);
        List<Tensor> tensors = ClipWeights.tensors(backbone).entrySet().stream()
                .map(entry -> new Tensor(entry.getKey(), entry.getValue().shape()))
                .toList();
        for (Tensor tensor : tensors) {
            ParameterPlace place = ParameterPlace.of(tensor.name(), backbone);
            long moved = moved(tensor, place, options);
            values += tensor.values() + (options.lora().isPresent() ? moved : 0);
            trained += moved;
            if (moved > 0) {
                lowest.merge(place.part(), place.block(), Math::min);
            }
        }
        return new TrainedShare(values, trained, lowest);
    }

    /** Returns how many numbers are trained for the sake of a parameter: its own, or those of its low-rank addition. */
    private static long moved(Tensor tensor, ParameterPlace place, TrainingOptions options) {
        if (options.lora().isPresent()) {
            boolean adapted = options.lora().get().adapts(tensor.name());
            return adapted ? options.lora().get().rank() * tensor.sides() : 0;
        }
        return options.freezing().covers(place) ? 0 : tensor.values();
    }

    /** Returns whether the forward pass keeps what a layer computes. */
    boolean reaches(Activations.Layer layer) {
        return lowest.getOrDefault(layer.tower(), Integer.MAX_VALUE) <= layer.block();
    }
}
