package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names in a file, understood.
 *
 * @param naming whose names they are
 * @param wrapper what all of them begin with because the model was stored inside another one; often nothing
 * @param inner the names without the wrapper, and without what nothing computes with
 */
record StoredNames(Naming naming, String wrapper, List<String> inner) {

    /** What {@code DataParallel}, the published training loop and {@code torch.compile} put before every name. */
    private static final List<String> WRAPPERS = List.of("module.", "model.", "_orig_mod.");

    /** Integers that published files carry beside their weights, and the causal mask. */
    private static final Set<String> EXTRAS =
            Set.of("input_resolution", "context_length", "vocab_size", "attn_mask", "text.attn_mask");

    static StoredNames of(WeightFile file) {
        List<String> names = new ArrayList<>(file.tensors().keySet());
        String wrapper = wrapper(names);
        List<String> inner = names.stream()
                .map(name -> name.substring(wrapper.length()))
                .filter(name -> !isExtra(name))
                .toList();
        return new StoredNames(naming(file.name(), inner), wrapper, inner);
    }

    private static String wrapper(List<String> names) {
        String wrapper = "";
        boolean longer = !names.isEmpty();
        while (longer) {
            longer = false;
            for (String next : WRAPPERS) {
                String tried = wrapper + next;
                if (names.stream().allMatch(name -> name.startsWith(tried))) {
                    wrapper = tried;
                    longer = true;
                    break;
                }
            }
        }
        return wrapper;
    }

    private static boolean isExtra(String name) {
        return EXTRAS.contains(name) || name.endsWith(".num_batches_tracked") || name.endsWith(".position_ids");
    }

    private static Naming naming(String file, List<String> names) {
        Map<Naming, String> first = new EnumMap<>(Naming.class);
        for (String name : names) {
            for (Naming naming : Naming.values()) {
                if (naming.owns(name)) {
                    first.putIfAbsent(naming, name);
                }
            }
        }
        if (first.size() == 1) {
            return first.keySet().iterator().next();
        }
        if (first.isEmpty()) {
            throw new WeightsException(
                    "%s holds no CLIP: expected the names of OpenAI, OpenCLIP or Hugging Face, got %s"
                            .formatted(file, someOf(names)));
        }
        throw new WeightsException("%s mixes several namings, expected one: %s"
                .formatted(
                        file,
                        first.entrySet().stream()
                                .map(entry -> "%s (%s)"
                                        .formatted(
                                                Shown.name(entry.getValue()),
                                                entry.getKey().id()))
                                .collect(Collectors.joining(", "))));
    }

    private static String someOf(List<String> names) {
        return names.isEmpty()
                ? "no tensor"
                : names.stream().limit(Shown.FEW).map(Shown::name).collect(Collectors.joining(", "));
    }
}
