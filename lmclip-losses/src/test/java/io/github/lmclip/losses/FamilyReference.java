package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import java.util.Arrays;
import java.util.List;

/** One reference value of the loss family: its inputs, and what the published code made of them. */
record FamilyReference(Golden golden, JsonObject stored) {

    String id() {
        return stored.get("id").getAsString();
    }

    boolean raises() {
        return of(Precision.DOUBLE).has("raises");
    }

    boolean has(String input) {
        return stored.getAsJsonObject("inputs").has(input);
    }

    /** Returns where an input lies, by its role. */
    JsonElement input(String role) {
        String name = stored.getAsJsonObject("inputs").get(role).getAsString();
        return golden.index().getAsJsonObject("inputs").get(name);
    }

    double value(Precision precision) {
        return Golden.scalar(of(precision).get("loss"));
    }

    private JsonObject of(Precision precision) {
        return stored.getAsJsonObject(precision.prefix());
    }

    /** Checks a value: finite in any case, and that of the published code where that is finite. */
    void check(double value, Precision precision) {
        assertTrue(Double.isFinite(value), id() + " = " + value);
        if (!raises() && Double.isFinite(value(precision))) {
            double exact = value(Precision.DOUBLE);
            double expected = trusted(new double[] {value(precision)}, new double[] {exact}, precision)[0];
            Agreement.assertClose(expected, value, precision, id());
        }
    }

    /**
     * Checks a gradient: finite in any case, and that of the published code where that is.
     *
     * @param replaced columns of classes whose count we replace, which count where the published value is finite
     */
    void check(NDArray leaf, String role, List<Integer> replaced, Precision precision) {
        double[] actual = Tensors.gradient(leaf);
        double[] expected = gradient(role, precision);
        if (expected.length == 0) {
            expected = new double[actual.length];
            Arrays.fill(expected, Double.NaN);
        }
        if (!raises() && !Double.isFinite(value(precision))) {
            long columns = leaf.getShape().get(1);
            for (int i = 0; i < expected.length; i++) {
                expected[i] = replaced.contains((int) (i % columns)) ? Double.NaN : expected[i];
            }
        }
        Agreement.assertClose(expected, actual, precision, id() + " by " + role);
    }

    private double[] gradient(String role, Precision precision) {
        double[] exact = gradient(role, of(Precision.DOUBLE));
        double[] own = gradient(role, of(precision));
        return own.length == 0 ? exact : trusted(own, exact, precision);
    }

    private double[] gradient(String role, JsonObject results) {
        return results.has("grad")
                ? golden.doubles(results.getAsJsonObject("grad").get(role))
                : new double[0];
    }

    /** Checks the elements, where they are stored. */
    void checkElements(NDArray elements) {
        double[] expected = golden.doubles(of(Precision.DOUBLE).get("out"));
        Agreement.assertClose(expected, Tensors.values(elements), Precision.DOUBLE, id() + " elements");
    }

    boolean hasElements() {
        return of(Precision.DOUBLE).has("out");
    }

    /** Returns the published float32 numbers; the float64 ones where cancellation has made those worse than we allow. */
    private static double[] trusted(double[] own, double[] exact, Precision precision) {
        double largest = 0;
        double error = 0;
        for (int i = 0; i < Math.min(own.length, exact.length); i++) {
            boolean finite = Double.isFinite(own[i]) && Double.isFinite(exact[i]);
            largest = finite ? Math.max(largest, Math.abs(exact[i])) : largest;
            error = finite ? Math.max(error, Math.abs(own[i] - exact[i])) : error;
        }
        boolean cancelled = error > Agreement.tolerance(precision) / 2 * largest;
        return cancelled ? exact : own;
    }
}
