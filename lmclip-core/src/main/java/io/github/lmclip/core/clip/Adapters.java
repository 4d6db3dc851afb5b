package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.FlatParameters;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The low-rank additions to a network's matrices, see {@link Lora}. A starts from a seed, uniform within 1 / sqrt(in) of 0 as
 * in the authors' code; B starts at 0, so that the network begins as it was.
 */
public final class Adapters {

    private static final String DOWN = ".lora_A";
    private static final String UP = ".lora_B";

    private final Lora lora;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Adapter> byMatrix = new LinkedHashMap<>();

    private Adapters(Lora lora) {
        this.lora = lora;
    }

    /**
     * Returns the additions to a network.
     *
     * @param weights every parameter of the network by name
     * @param manager owner of the additions
     * @throws IllegalArgumentException if nothing is to be adapted, or a matrix is smaller than the rank
     */
    static Adapters of(Lora lora, Map<String, Parameter> weights, NDManager manager, long seed) {
        Adapters adapters = new Adapters(lora);
        List<Shape> shapes = new ArrayList<>();
        weights.forEach((name, weight) -> {
            if (lora.adapts(name)) {
                shapes.addAll(adapters.add(name, weight.getArray().getShape()));
            }
        });
        if (shapes.isEmpty()) {
            throw new IllegalArgumentException("the network has nothing to adapt by %s".formatted(lora));
        }
        FlatParameters.allocate(manager, List.copyOf(adapters.parameters.values()), shapes);
        adapters.fill(new SplittableRandom(seed));
        return adapters;
    }

    private List<Shape> add(String name, Shape matrix) {
        long out = matrix.get(0);
        long in = matrix.get(1);
        if (lora.rank() > Math.min(in, out)) {
            throw new IllegalArgumentException("rank must be at most %d for %s %s, got %d"
                    .formatted(Math.min(in, out), name, matrix, lora.rank()));
        }
        Parameter down = parameter(name + DOWN);
        Parameter up = parameter(name + UP);
        byMatrix.put(name, new Adapter(down, up, lora.alpha() / lora.rank()));
        return List.of(new Shape(lora.rank(), in), new Shape(out, lora.rank()));
    }

    private Parameter parameter(String name) {
        Parameter parameter =
                Parameter.builder().setName(name).setType(Parameter.Type.WEIGHT).build();
        parameters.put(name, parameter);
        return parameter;
    }

    private void fill(SplittableRandom random) {
        try (GradientMode off = GradientMode.off()) {
            for (Adapter adapter : byMatrix.values()) {
                NDArray down = adapter.down().getArray();
                double bound = 1 / Math.sqrt(down.getShape().get(1));
                HostMemory.write(down, memory -> {
                    for (int i = 0; i < memory.limit(); i++) {
                        memory.put(i, (float) random.nextDouble(-bound, bound));
                    }
                });
            }
        }
    }

    /** Returns whether a parameter of this name is part of an addition. */
    public static boolean isAdapter(String name) {
        return name.endsWith(DOWN) || name.endsWith(UP);
    }

    /** Returns whether a parameter of this name is one of CLIP's own, which are as they were while adapters are trained. */
    public static boolean isBase(String name) {
        return !isAdapter(name) && !name.equals(LogitHead.BIAS) && !name.equals(LogitHead.LABELS);
    }

    /** Returns what was adapted and how. */
    public Lora lora() {
        return lora;
    }

    /** Returns A and B of every matrix, by the matrix's name and {@code .lora_A} or {@code .lora_B}. */
    public Map<String, Parameter> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** Returns the addition to a matrix, if it has one. */
    Optional<Adapter> of(Parameter matrix) {
        return Optional.ofNullable(byMatrix.get(matrix.getName()));
    }
}
