package io.github.lmclip.losses;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import java.util.Arrays;

/**
 * Our losses for the long-tailed ones of the reference values, composed from the formulas that these are stored with.
 *
 * @param config the name of the formula
 * @param counts the name of the class counts
 */
record PublishedFamily(Golden golden, String config, String counts) {

    /** Where no counts are named, the loss needs none. */
    private static final String ANY_COUNTS = "voc";

    static PublishedFamily of(Golden golden, JsonObject stored) {
        String counts = stored.has("counts") ? stored.get("counts").getAsString() : ANY_COUNTS;
        return new PublishedFamily(golden, stored.get("config").getAsString(), counts);
    }

    /** Returns the repository, with which configurations begin. */
    private String source() {
        return config.contains("/") ? config.substring(0, config.indexOf('/')) : "";
    }

    private JsonObject parts(String kind) {
        return golden.index().getAsJsonObject("configs").getAsJsonObject(config).getAsJsonObject(kind);
    }

    Loss loss() {
        if (config.equals("hpdval/ranking_lossT")) {
            return new RankingLoss(number("margin", 0), -1);
        }
        return source().isEmpty() ? otherLoss() : composed().times(number("loss_weight", 1));
    }

    private Loss otherLoss() {
        JsonObject code = parts("code");
        return switch (code.get("cls").getAsString()) {
            case "FocalLoss" ->
                plain().focused(new Focusing(
                        number("focal_gamma", 0), number("focal_balance_c", 0), Focusing.Scope.ELEMENT));
            case "CrossEntropyLoss" -> code.has("use_kpos") ? ComposedLoss.of(CrossEntropy.SOFTMAX) : plain();
            case "BCEWithLogitsLoss", "MultiLabelSoftMarginLoss" -> new BinaryCrossEntropyLoss();
            default -> throw new IllegalArgumentException("unknown published loss " + code);
        };
    }

    private ComposedLoss composed() {
        double bias = number("kappa_bias", 0);
        double tolerance = number("lambda_neg", 1);
        ComposedLoss loss = plain();
        if (bias > 0) {
            loss = loss.shifted(new PriorBias(classCounts(), source().equals("bl") ? bias : bias / tolerance));
        }
        if (has("lambda_neg")) {
            loss = loss.shifted(TargetScaling.of(number("pos_scale_p", 1), tolerance));
            // bl.py divides the weights of negatives by lambda, and leaves that out where there are no weights
            boolean divided = has("reweight") || !source().equals("bl");
            loss = divided ? loss.weighted(new TargetWeighting(1, 1 / tolerance)) : loss;
        }
        return has("reweight") ? focused(loss.weighted(weighting())) : focused(loss);
    }

    private ComposedLoss focused(ComposedLoss loss) {
        boolean sum = parts("formula").get("reduction").getAsString().equals("sum");
        double gamma = number("focal_gamma", 0);
        if (!parts("formula").get("focal_on").getAsBoolean()) {
            return sum ? loss.withReduction(Reduction.SUM) : loss;
        }
        double factor = number("focal_balance_c", 1);
        return switch (source()) {
            // where the focal factor is on, the authors' code returns the elements, and its training takes their mean
            case "db" -> loss.focused(new Focusing(gamma, factor, Focusing.Scope.ELEMENT));
            case "bl" ->
                loss.focused(new Focusing(gamma, 1, Focusing.Scope.ELEMENT))
                        .weighted(balance(number("focal_alpha", 0)))
                        .withReduction(sum ? Reduction.SUM : Reduction.MEAN);
            case "lmpt", "hpdval" -> loss.focused(new Focusing(gamma, factor, Focusing.Scope.BATCH));
            default -> throw new IllegalArgumentException("unknown source " + source());
        };
    }

    private static Weighting balance(double present) {
        return new TargetWeighting(present, 1 - present);
    }

    private Weighting weighting() {
        Weighting weighting =
                switch (text("reweight")) {
                    case "rebalance" ->
                        new Rebalancing(
                                classCounts(),
                                number("lift_alpha", 0),
                                number("slope_beta", 0),
                                number("shift_mu", 0),
                                Rebalancing.Claims.PRESENT);
                    case "inv" -> FrequencyWeighting.inverse(classCounts());
                    case "sqrt_inv" -> FrequencyWeighting.rootInverse(classCounts());
                    case "CB" -> new ClassBalancing(classCounts(), number("cb_beta", 0), averaging(text("cb_mode")));
                    default -> throw new IllegalArgumentException("unknown weighting " + text("reweight"));
                };
        return has("weight_norm")
                ? weighting.dividedBy(text("weight_norm").equals("by_batch") ? Peak.BATCH : Peak.PICTURE)
                : weighting;
    }

    private static ClassBalancing.Averaging averaging(String published) {
        return switch (published) {
            case "by_class" -> ClassBalancing.Averaging.BY_CLASS;
            case "average_n" -> ClassBalancing.Averaging.MEAN_COUNT;
            case "average_w" -> ClassBalancing.Averaging.MEAN_WEIGHT;
            case "min_n" -> ClassBalancing.Averaging.LEAST_COUNT;
            default -> throw new IllegalArgumentException("unknown averaging " + published);
        };
    }

    private static ComposedLoss plain() {
        return ComposedLoss.of(CrossEntropy.SIGMOID);
    }

    /** Returns the counts of the case, whose number of images a case may say differently. */
    ClassCounts classCounts() {
        JsonObject known = golden.index().getAsJsonObject("counts").getAsJsonObject(counts);
        int images = (int) number("train_num_N", known.get("train_num").getAsInt());
        return new ClassCounts(
                images,
                Arrays.stream(golden.longs(known.get("class_freq")))
                        .mapToInt(Math::toIntExact)
                        .boxed()
                        .toList());
    }

    private boolean has(String name) {
        JsonElement value = parts("formula").get(name);
        return value != null && !value.isJsonNull();
    }

    private String text(String name) {
        return parts("formula").get(name).getAsString();
    }

    double number(String name, double unsaid) {
        return has(name) ? parts("formula").get(name).getAsDouble() : unsaid;
    }
}
