package io.github.lmclip.losses;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import java.util.Arrays;
import java.util.List;

/** Our losses for the published classes and their arguments, as the reference values name them. */
final class PublishedLoss {

    private PublishedLoss() {}

    static Loss of(JsonObject stored, Golden golden) {
        String published = stored.get("loss").getAsString();
        return switch (published) {
            case "BalancedAsymmetricLossOptimized" -> balanced(stored, golden);
            case "AsymmetricLossOptimized" -> asymmetric(stored, golden, true);
            case "AsymmetricLoss" -> asymmetric(stored, golden, false);
            default -> throw new IllegalArgumentException("unknown published loss " + published);
        };
    }

    static BalancedAsymmetricLoss balanced(JsonObject stored, Golden golden) {
        JsonObject params = stored.getAsJsonObject("params");
        return new BalancedAsymmetricLoss(
                number(params, "gamma_pos", 1),
                number(params, "gamma_neg", 4),
                number(params, "clip", 0.05),
                number(params, "label_smoothing", 0),
                number(params, "eps", 1e-8),
                weights(stored, golden),
                Normalization.BATCH_MAX,
                !flag(params, "disable_torch_grad_focal_loss", false),
                Reduction.MEAN);
    }

    private static AsymmetricLoss asymmetric(JsonObject stored, Golden golden, boolean optimized) {
        JsonObject params = stored.getAsJsonObject("params");
        return new AsymmetricLoss(
                number(params, "gamma_pos", 1),
                number(params, "gamma_neg", 4),
                number(params, "clip", 0.05),
                number(params, "label_smoothing", 0),
                number(params, "eps", 1e-8),
                weights(stored, golden),
                !flag(params, "disable_torch_grad_focal_loss", !optimized),
                Reduction.MEAN);
    }

    static SingleLabelAsymmetricLoss singleLabel(JsonObject stored) {
        JsonObject params = stored.getAsJsonObject("params");
        return new SingleLabelAsymmetricLoss(
                number(params, "gamma_pos", 0),
                number(params, "gamma_neg", 4),
                number(params, "eps", 0.1),
                params.has("reduction") ? Reduction.NONE : Reduction.MEAN);
    }

    private static double number(JsonObject params, String name, double unsaid) {
        JsonElement value = params.get(name);
        if (value == null) {
            return unsaid;
        }
        return value.isJsonNull() ? 0 : value.getAsDouble();
    }

    private static boolean flag(JsonObject params, String name, boolean unsaid) {
        return params.has(name) ? params.get(name).getAsBoolean() : unsaid;
    }

    private static List<Double> weights(JsonObject stored, Golden golden) {
        JsonElement weights = stored.get("pos_weight");
        return weights == null || weights.isJsonNull()
                ? List.of()
                : Arrays.stream(golden.doubles(weights)).boxed().toList();
    }
}
