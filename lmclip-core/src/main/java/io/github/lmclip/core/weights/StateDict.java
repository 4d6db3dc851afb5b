package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;
import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The named tensors within what was pickled, and the plain values beside them.
 *
 * @param tensors the tensors by name, in the file's order
 * @param metadata strings, numbers and truth values by name, as text
 */
record StateDict(Map<String, PickledTensor> tensors, Map<String, String> metadata) {

    /** Where training scripts keep a state dict among other things. */
    private static final List<String> WRAPPERS = List.of("model_state_dict", "state_dict", "model");

    private static final int DEEPEST_MODULE = 64;
    private static final int MOST_MODULES = 100_000;

    /**
     * Finds the state dict in the root object of a pickle.
     *
     * @param file what messages call the file
     * @throws WeightsException if there is none, or something else is in it
     */
    static StateDict of(Object root, String file) {
        Collector collector = new Collector(file);
        if (root instanceof PickledModule module) {
            collector.module("", module, 0);
        } else if (root instanceof Map<?, ?> dict) {
            collector.dict(dict);
        } else {
            throw new WeightsException("%s: expected a state dict, or a dict that holds one under %s, got %s"
                    .formatted(file, WRAPPERS, PickledNames.kind(root)));
        }
        if (collector.tensors.isEmpty()) {
            throw new WeightsException("%s: expected tensors, got none".formatted(file));
        }
        return new StateDict(collector.tensors, collector.metadata);
    }

    private static final class Collector {

        private final String file;
        private final Map<String, PickledTensor> tensors = new LinkedHashMap<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private int modules;

        Collector(String file) {
            this.file = file;
        }

        void dict(Map<?, ?> root) {
            List<String> wrappers = WRAPPERS.stream()
                    .filter(name -> root.get(name) instanceof Map)
                    .toList();
            if (wrappers.isEmpty()) {
                root.forEach(this::entry);
                return;
            }
            if (wrappers.size() > 1) {
                throw new WeightsException("%s: expected one state dict, got %s".formatted(file, wrappers));
            }
            ((Map<?, ?>) root.get(wrappers.get(0))).forEach(this::entry);
            root.forEach((key, value) -> {
                if (isPlain(value)) {
                    keep(name(key), value);
                }
            });
        }

        private void entry(Object key, Object value) {
            String name = name(key);
            if (value instanceof PickledTensor tensor) {
                add(name, tensor);
            } else if (isPlain(value)) {
                keep(name, value);
            } else {
                throw new WeightsException(
                        "%s: %s: expected a tensor, got %s".formatted(file, quoted(name), PickledNames.kind(value)));
            }
        }

        /** Collects a module and those within it, which may share modules but not without end. */
        void module(String prefix, PickledModule module, int depth) {
            if (depth > DEEPEST_MODULE || ++modules > MOST_MODULES) {
                throw new WeightsException("%s: %s: expected at most %d modules, nested at most %d deep"
                        .formatted(file, quoted(prefix), MOST_MODULES, DEEPEST_MODULE));
            }
            module.attributes().forEach((key, value) -> {
                if (value instanceof PickledTensor tensor) {
                    add(prefix + name(key), tensor);
                } else if (value instanceof PickledModule inner) {
                    module(prefix + name(key) + ".", inner, depth + 1);
                }
            });
        }

        private void add(String name, PickledTensor tensor) {
            if (tensors.putIfAbsent(name, tensor) != null) {
                throw new WeightsException("%s: expected each name once, got %s twice".formatted(file, quoted(name)));
            }
        }

        /** Keeps a plain value; a wrapped dict's own one yields to that of the wrapper. */
        private void keep(String name, Object value) {
            metadata.put(name, String.valueOf(value));
        }

        private String name(Object key) {
            if (key instanceof String name) {
                return name;
            }
            throw new WeightsException("%s: expected names of tensors, got the key %s".formatted(file, brief(key)));
        }

        private static boolean isPlain(Object value) {
            return value instanceof String || value instanceof Number || value instanceof Boolean;
        }
    }
}
