package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;

import java.util.Map;
import net.razorvine.pickle.PickleException;

/** A module of a TorchScript archive: its attributes by name, once they are set; its code is never looked at. */
final class PickledModule {

    private final String className;
    private Map<?, ?> attributes = Map.of();
    private boolean built;

    PickledModule(String className) {
        this.className = className;
    }

    /** Returns numbers, strings, tensors, lists and modules by name. */
    Map<?, ?> attributes() {
        return attributes;
    }

    void build(Object state) {
        if (built || !(state instanceof Map<?, ?> map)) {
            throw new PickleException("expected one dict of attributes for %s, got %s"
                    .formatted(brief(className), built ? "another" : PickledNames.kind(state)));
        }
        built = true;
        attributes = map;
    }
}
