package io.github.lmclip.losses;

import java.util.Map;
import java.util.Optional;

/** Which configurations of the reference values have a name in {@link LossFamily}. */
final class NamedLosses {

    private static final Map<String, LossFamily> NAMES = Map.ofEntries(
            Map.entry("torch_BCEWithLogits", LossFamily.CROSS_ENTROPY),
            Map.entry("torch_MultiLabelSoftMargin", LossFamily.CROSS_ENTROPY),
            Map.entry("db_CE_kpos", LossFamily.SOFTMAX),
            Map.entry("db_FocalLoss_g2_b0.25", LossFamily.FOCAL),
            Map.entry("db/inv", LossFamily.INVERSE_FREQUENCY),
            Map.entry("db/sqrt_inv", LossFamily.ROOT_INVERSE_FREQUENCY),
            Map.entry("db/CB_by_class_0.9", LossFamily.CLASS_BALANCED),
            Map.entry("db/CB_average_n_0.9", LossFamily.CLASS_BALANCED_MEAN_COUNT),
            Map.entry("db/CB_average_w_0.9", LossFamily.CLASS_BALANCED_MEAN_WEIGHT),
            Map.entry("db/CB_min_n_0.9", LossFamily.CLASS_BALANCED_LEAST_COUNT),
            Map.entry("hpdval/CBloss", LossFamily.CLASS_BALANCED_TOLERANT),
            Map.entry("db/rebalance_only", LossFamily.REBALANCED),
            Map.entry("db/ntr_only_unit_weight", LossFamily.NEGATIVE_TOLERANT),
            Map.entry("db/DB_0FL", LossFamily.DISTRIBUTION_BALANCED_UNFOCUSED),
            Map.entry("lmpt/dbl_nofocal", LossFamily.DISTRIBUTION_BALANCED_UNFOCUSED),
            Map.entry("db/DB", LossFamily.DISTRIBUTION_BALANCED),
            Map.entry("lmpt/dbl", LossFamily.DISTRIBUTION_BALANCED_COPY),
            Map.entry("hpdval/dbl_stage2", LossFamily.DISTRIBUTION_BALANCED_COPY),
            Map.entry("bl/DBloss", LossFamily.DISTRIBUTION_BALANCED_UNDIVIDED),
            Map.entry("hpdval/dbl_star", LossFamily.STAR));

    private NamedLosses() {}

    static Optional<LossFamily> of(String config) {
        return Optional.ofNullable(NAMES.get(config.replaceFirst("/(voc|coco)/", "/")));
    }

    static DistributionBalance settings(String config) {
        return config.contains("/coco/") ? DistributionBalance.COCO_MLT : DistributionBalance.VOC_MLT;
    }
}
