package io.github.lmclip.losses;

import static io.github.lmclip.losses.Agreement.assertClose;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every loss against the values and gradients that the authors' code gave. */
class GoldenLossTest {

    @TestFactory
    Stream<DynamicTest> asymmetricLossesAgreeWithPublishedCode() {
        return over("elementwise", GoldenLossTest::checkElementwise);
    }

    @TestFactory
    Stream<DynamicTest> contrastiveLossAgreesWithPublishedCode() {
        return over("clip_loss", GoldenLossTest::checkContrastive);
    }

    @TestFactory
    Stream<DynamicTest> singleLabelLossAgreesWithPublishedCode() {
        return over("asl_single_label", GoldenLossTest::checkSingleLabel);
    }

    @TestFactory
    Stream<DynamicTest> unreducedLossAgreesWithPublishedCode() {
        return Stream.of(GoldenSource.values())
                .map(source -> DynamicTest.dynamicTest(source.name(), () -> {
                    Golden golden = source.open("losses");
                    JsonObject stored = golden.index().getAsJsonObject("bal_return_mean_false");
                    BalancedAsymmetricLoss loss =
                            PublishedLoss.balanced(stored, golden).withReduction(Reduction.NONE);
                    for (Precision precision : Precision.values()) {
                        try (Tensors tensors = Tensors.of(precision)) {
                            LossInput batch = LossInput.of(
                                    tensors.leaf(golden, stored.get("x")), tensors.constant(golden, stored.get("y")));
                            double[] elements = Tensors.values(loss.evaluate(batch));
                            double[] expected = golden.doubles(stored.get(precision.prefix() + "_out"));
                            assertClose(expected, elements, precision, "elements");
                        }
                    }
                }));
    }

    /** Checks one stored case. */
    private interface Check {
        void run(Golden golden, JsonObject stored, Precision precision);
    }

    private static Stream<DynamicTest> over(String list, Check check) {
        return Stream.of(GoldenSource.values())
                .map(source -> DynamicTest.dynamicTest(source.name(), () -> {
                    Golden golden = source.open("losses");
                    List<JsonObject> cases = golden.cases(list);
                    assertTrue(!cases.isEmpty(), "no cases in " + list);
                    for (JsonObject stored : cases) {
                        for (Precision precision : Precision.values()) {
                            check.run(golden, stored, precision);
                        }
                    }
                }));
    }

    private static void checkElementwise(Golden golden, JsonObject stored, Precision precision) {
        Loss loss = PublishedLoss.of(stored, golden);
        try (Tensors tensors = Tensors.of(precision)) {
            var logits = tensors.leaf(golden, stored.get("x"));
            var value = loss.evaluate(LossInput.of(logits, tensors.constant(golden, stored.get("y"))));
            tensors.backward(value);
            compare(golden, stored, precision, Tensors.value(value), Tensors.gradient(logits));
        }
    }

    private static void checkContrastive(Golden golden, JsonObject stored, Precision precision) {
        try (Tensors tensors = Tensors.of(precision)) {
            var images = tensors.leaf(golden, stored.get("image"));
            var texts = tensors.leaf(golden, stored.get("text"));
            var scale = tensors.leaf(stored.get("logit_scale_exp").getAsDouble());
            var value = new ContrastiveLoss().evaluate(LossInput.ofPairs(images, texts, scale));
            tensors.backward(value);
            String prefix = precision.prefix();
            String name = stored.get("name").getAsString();
            assertClose(number(stored, prefix + "_loss"), Tensors.value(value), precision, name);
            assertClose(golden.doubles(stored.get(prefix + "_grad_image")), Tensors.gradient(images), precision, name);
            assertClose(golden.doubles(stored.get(prefix + "_grad_text")), Tensors.gradient(texts), precision, name);
            double expected = number(stored, prefix + "_grad_scale");
            assertClose(new double[] {expected}, Tensors.gradient(scale), precision, name);
        }
    }

    private static void checkSingleLabel(Golden golden, JsonObject stored, Precision precision) {
        try (Tensors tensors = Tensors.of(precision)) {
            var logits = tensors.leaf(golden, stored.get("x"));
            var targets = tensors.oneHot(
                    golden.longs(stored.get("target")), logits.getShape().get(1));
            var value = PublishedLoss.singleLabel(stored).evaluate(LossInput.of(logits, targets));
            tensors.backward(value.sum());
            JsonElement expected = stored.get(precision.prefix() + "_loss");
            assertClose(
                    numbers(expected),
                    Tensors.values(value),
                    precision,
                    stored.get("name").getAsString());
            assertClose(
                    golden.doubles(stored.get(precision.prefix() + "_grad")),
                    Tensors.gradient(logits),
                    precision,
                    stored.get("name").getAsString());
        }
    }

    private static void compare(
            Golden golden, JsonObject stored, Precision precision, double value, double[] gradient) {
        String name = stored.get("name").getAsString();
        assertTrue(Double.isFinite(value), name + " value " + value);
        double expected = number(stored, precision.prefix() + "_loss");
        if (Double.isFinite(expected)) {
            assertClose(expected, value, precision, name);
        }
        double[] slopes = golden.doubles(stored.get(precision.prefix() + "_grad"));
        assertClose(slopes, gradient, precision, name);
    }

    private static double[] numbers(JsonElement value) {
        return value.isJsonArray()
                ? value.getAsJsonArray().asList().stream()
                        .mapToDouble(Golden::scalar)
                        .toArray()
                : new double[] {Golden.scalar(value)};
    }

    private static double number(JsonObject stored, String field) {
        JsonElement value = stored.get(field);
        return Golden.scalar(value);
    }
}
