package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Adapters;
import io.github.lmclip.core.engine.AdamW;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trained parameters in groups that the optimizer treats alike.
 *
 * @param names of the parameters, group after group
 * @param groups the same parameters
 * @param frozen parameters that could be trained but are not
 */
record ParameterGroups(List<String> names, List<AdamW.Group> groups, List<Parameter> frozen) {

    private record Treatment(double rateFactor, double weightDecay) {}

    /**
     * Groups a network's parameters.
     *
     * @param parameters all of them by name
     * @throws IllegalArgumentException if nothing is left to train
     */
    static ParameterGroups of(Map<String, Parameter> parameters, Backbone backbone, TrainingOptions options) {
        options.freezing().requireBlocksOf(backbone);
        Map<Treatment, List<String>> grouped = new LinkedHashMap<>();
        List<Parameter> frozen = new ArrayList<>();
        boolean weights = false;
        for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
            if (!entry.getValue().requiresGradient()) {
                continue;
            }
            ParameterPlace place = ParameterPlace.of(entry.getKey(), backbone);
            if (options.freezing().covers(place) || (options.lora().isPresent() && Adapters.isBase(entry.getKey()))) {
                frozen.add(entry.getValue());
            } else {
                grouped.computeIfAbsent(treatment(place, options), key -> new ArrayList<>())
                        .add(entry.getKey());
                weights |= place.part() != ParameterPlace.Part.REST || place.kind() == ParameterPlace.Kind.WEIGHT;
            }
        }
        if (!weights) {
            throw new IllegalArgumentException(
                    "freezing leaves nothing to train but the logit scale: " + options.freezing());
        }
        return of(grouped, parameters, frozen);
    }

    private static Treatment treatment(ParameterPlace place, TrainingOptions options) {
        double decay =
                options.undecayed().covers(place) ? 0 : options.optimizer().weightDecay();
        return new Treatment(options.rateFactors().of(place), decay);
    }

    private static ParameterGroups of(
            Map<Treatment, List<String>> grouped, Map<String, Parameter> parameters, List<Parameter> frozen) {
        List<String> names = grouped.values().stream().flatMap(List::stream).toList();
        List<AdamW.Group> groups = new ArrayList<>();
        grouped.forEach((treatment, members) -> {
            List<NDArray> arrays = members.stream()
                    .map(name -> parameters.get(name).getArray())
                    .toList();
            groups.add(new AdamW.Group(arrays, treatment.rateFactor(), treatment.weightDecay()));
        });
        return new ParameterGroups(names, groups, frozen);
    }
}
