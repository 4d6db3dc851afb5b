package io.github.lmclip.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdamWTest {

    private static final double RELATIVE = 1e-6;

    @ParameterizedTest
    @EnumSource
    void movesParametersAsPyTorchDoes(GoldenSource source) {
        Golden golden = source.open("optim");
        List<JsonObject> cases = golden.cases("cases").stream()
                .filter(stored -> stored.get("optimizer").getAsString().equals("AdamW"))
                .toList();
        assertTrue(!cases.isEmpty(), "no cases of AdamW");
        cases.forEach(stored -> check(golden, stored));
    }

    private static void check(Golden golden, JsonObject stored) {
        float[] start = golden.floats(stored.get("p0"));
        float[] gradients = golden.floats(stored.get("grads"));
        double[] expected = golden.doubles(stored.get("params_after"));
        List<JsonElement> rates = stored.getAsJsonArray("lrs").asList();
        AdamW.Settings settings = new AdamW.Settings(
                stored.getAsJsonArray("betas").get(0).getAsDouble(),
                stored.getAsJsonArray("betas").get(1).getAsDouble(),
                stored.get("eps").getAsDouble(),
                stored.get("weight_decay").getAsDouble());
        int size = start.length;
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Parameter parameter = Parameter.builder()
                    .setName("p")
                    .setType(Parameter.Type.WEIGHT)
                    .build();
            FlatParameters flat = FlatParameters.allocate(manager, List.of(parameter), List.of(new Shape(size)));
            HostMemory.write(flat.buffer(), memory -> memory.put(start));
            try (AdamW optimizer = new AdamW(manager, flat, settings)) {
                for (int step = 0; step < expected.length / size; step++) {
                    backward(parameter.getArray(), Arrays.copyOfRange(gradients, step * size, (step + 1) * size));
                    optimizer.step(rates.get(step).getAsDouble());
                    for (int i = 0; i < size; i++) {
                        double wanted = expected[step * size + i];
                        double tolerance = RELATIVE * Math.max(1, Math.abs(wanted));
                        assertEquals(
                                wanted, parameter.getArray().getFloat(i), tolerance, "step " + step + " [" + i + "]");
                    }
                }
            }
        }
    }

    /** Makes the gradient of {@code array} what is given. */
    private static void backward(NDArray array, float[] gradient) {
        try (GradientMode on = GradientMode.on();
                NDScope scope = new NDScope()) {
            Backward.from(array.mul(array.getManager().create(gradient)).sum());
        }
    }

    @Test
    void refusesAStepWithoutGradients() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Parameter parameter = Parameter.builder()
                    .setName("p")
                    .setType(Parameter.Type.WEIGHT)
                    .build();
            FlatParameters flat = FlatParameters.allocate(manager, List.of(parameter), List.of(new Shape(2)));
            try (AdamW optimizer = new AdamW(manager, flat, AdamW.Settings.defaults())) {
                IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> optimizer.step(1));
                assertEquals("no parameter has a gradient; run a backward pass before step()", thrown.getMessage());
            }
        }
    }

    @Test
    void refusesWrongSettings() {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> new AdamW.Settings(0.9, 1, 1e-9, 0));
        assertEquals("beta2 must be in [0, 1), got 1.0", thrown.getMessage());
    }
}
