package io.github.lmclip.core.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A weighted mean of the same network's weights, seen as one more file: every number is the sum of its ingredients' numbers
 * times their shares, taken in float64 and rounded to float32 once. An ingredient of share 1 comes out bit by bit, one of
 * share 0 is never read. Only names and shapes are looked at before a tensor is asked for; the ingredients stay the
 * caller's.
 */
public final class WeightMix implements WeightFile {

    /** How many differences an error names. */
    private static final int SHOWN = 5;

    /** How far the sum of the shares may be from 1, for shares that were divided. */
    private static final double ROUNDING = 1e-9;

    private record Part(WeightFile file, double share) {}

    private final String name;
    private final List<Part> parts;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    private WeightMix(String name, WeightFile first, List<Part> parts) {
        this.name = name;
        this.parts = parts;
        first.tensors()
                .values()
                .forEach(tensor ->
                        tensors.put(tensor.name(), new TensorInfo(tensor.name(), TensorType.F32, tensor.shape())));
    }

    /**
     * Returns the mean of some weights.
     *
     * @param ingredients weights of one network, under the same names
     * @param shares of each, >= 0, of sum 1
     * @throws IllegalArgumentException if there are none, not as many shares, or a share or their sum is out of range
     * @throws WeightsException if names or shapes differ; the message says which
     */
    public static WeightMix of(List<? extends WeightFile> ingredients, List<Double> shares) {
        requireShares(ingredients.size(), shares);
        WeightFile first = ingredients.get(0);
        ingredients.forEach(other -> requireSameTensors(first, other));
        List<Part> parts = IntStream.range(0, shares.size())
                .filter(i -> shares.get(i) > 0)
                .mapToObj(i -> new Part(ingredients.get(i), shares.get(i)))
                .toList();
        List<String> names = parts.stream()
                .map(part -> part.share + " * " + part.file.name())
                .toList();
        return new WeightMix(String.join(" + ", names), first, parts);
    }

    /** Returns the plain mean of some weights; as {@link #of(List, List)} otherwise. */
    public static WeightMix uniform(List<? extends WeightFile> ingredients) {
        return of(
                ingredients,
                ingredients.stream().map(any -> 1.0 / ingredients.size()).toList());
    }

    private static void requireShares(int ingredients, List<Double> shares) {
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        if (ingredients == 0 || shares.size() != ingredients) {
            throw new IllegalArgumentException("expected one or more weights and a share of each, got %d and %d"
                    .formatted(ingredients, shares.size()));
        }
        if (shares.stream().anyMatch(share -> !(share >= 0)) || !(Math.abs(sum - 1) <= ROUNDING)) {
            throw new IllegalArgumentException("shares must be >= 0 and of sum 1, got " + shares);
        }
    }

    private static void requireSameTensors(WeightFile first, WeightFile other) {
        List<String> differences = new ArrayList<>();
        first.tensors().forEach((tensor, expected) -> {
            TensorInfo found = other.tensors().get(tensor);
            if (found == null) {
                differences.add("missing " + tensor);
            } else if (!found.shape().equals(expected.shape())) {
                differences.add("%s has shape %s, expected %s".formatted(tensor, found.shape(), expected.shape()));
            }
        });
        other.tensors().keySet().stream()
                .filter(tensor -> !first.tensors().containsKey(tensor))
                .forEach(tensor -> differences.add("unexpected " + tensor));
        if (!differences.isEmpty()) {
            throw new WeightsException("%s and %s are not of one network: %d differences, such as %s"
                    .formatted(
                            first.name(),
                            other.name(),
                            differences.size(),
                            String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** A mix says nothing beside its tensors. */
    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        if (parts.size() == 1) {
            parts.get(0).file.read(tensor, target);
            return;
        }
        double[] sum = sum(tensor);
        if (target.remaining() < sum.length) {
            throw new IllegalArgumentException(
                    "%s has %d elements, the target has room for %d".formatted(tensor, sum.length, target.remaining()));
        }
        for (double value : sum) {
            target.put((float) value);
        }
    }

    private double[] sum(String tensor) {
        // -0.0 is the number that changes no other by being added to it; 0.0 would turn -0.0 into itself
        double[] sum = null;
        for (Part part : parts) {
            float[] values = part.file.floats(tensor);
            if (sum == null) {
                sum = new double[values.length];
                Arrays.fill(sum, -0.0);
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part.share * values[i];
            }
        }
        return sum;
    }

    /** The numbers of a mix are float32, whatever its ingredients are stored as. */
    @Override
    public void readStored(String tensor, ByteBuffer target) {
        FloatBuffer floats = target.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        read(tensor, floats);
        target.position(target.position() + floats.position() * Float.BYTES);
    }

    /** Does nothing: the ingredients are closed by whoever opened them. */
    @Override
    public void close() {
        // nothing of its own is open
    }
}
