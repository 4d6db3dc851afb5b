package io.github.lmclip.core.train;

import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.AdamW;
import java.util.List;
import java.util.Map;

/**
 * The trained parameters in groups that the optimizer treats alike.
 *
 * @param names of the parameters, group after group
 * @param groups the same parameters
 */
record ParameterGroups(List<String> names, List<AdamW.Group> groups) {

    /** Groups parameters by their names. */
    static ParameterGroups of(Map<String, Parameter> parameters, TrainingOptions options) {
        List<Map.Entry<String, Parameter>> trained = parameters.entrySet().stream()
                .filter(entry -> entry.getValue().requiresGradient())
                .toList();
        AdamW.Group all = new AdamW.Group(
                trained.stream().map(entry -> entry.getValue().getArray()).toList(),
                1,
                options.optimizer().weightDecay());
        return new ParameterGroups(trained.stream().map(Map.Entry::getKey).toList(), List.of(all));
    }
}
