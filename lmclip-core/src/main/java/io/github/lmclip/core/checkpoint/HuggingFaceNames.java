package io.github.lmclip.core.checkpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From the names of Hugging Face's {@code CLIPModel} to OpenAI's. Queries, keys and values, which it keeps apart, are
 * joined; its two projections are linear layers, the transposes of OpenAI's matrices. A name without a counterpart stays as
 * it is.
 */
final class HuggingFaceNames {

    /** How a name begins; the longer beginnings first where one begins another. */
    private static final Map<String, String> BEGINNINGS = ordered(
            "text_model.encoder.layers.", "transformer.resblocks.",
            "text_model.embeddings.token_embedding.", "token_embedding.",
            "text_model.embeddings.position_embedding.weight", "positional_embedding",
            "text_model.final_layer_norm.", "ln_final.",
            "text_projection.weight", "text_projection",
            "vision_model.encoder.layers.", "visual.transformer.resblocks.",
            "vision_model.embeddings.class_embedding", "visual.class_embedding",
            "vision_model.embeddings.patch_embedding.", "visual.conv1.",
            "vision_model.embeddings.position_embedding.weight", "visual.positional_embedding",
            "vision_model.pre_layrnorm.", "visual.ln_pre.",
            "vision_model.pre_layernorm.", "visual.ln_pre.",
            "vision_model.post_layernorm.", "visual.ln_post.",
            "visual_projection.weight", "visual.proj");

    /** What follows the number of a block. */
    private static final Map<String, String> WITHIN_BLOCK = ordered(
            ".layer_norm1.", ".ln_1.",
            ".layer_norm2.", ".ln_2.",
            ".mlp.fc1.", ".mlp.c_fc.",
            ".mlp.fc2.", ".mlp.c_proj.",
            ".self_attn.out_proj.", ".attn.out_proj.");

    private static final Set<String> TRANSPOSED = Set.of("visual_projection.weight", "text_projection.weight");

    private static final List<String> JOINED = List.of("q_proj", "k_proj", "v_proj");

    private HuggingFaceNames() {}

    /** Returns each of OpenAI's names with where it comes from. */
    static List<Map.Entry<String, Origin>> translate(List<String> names) {
        Set<String> present = new HashSet<>(names);
        List<Map.Entry<String, Origin>> translated = new ArrayList<>();
        for (String name : names) {
            if (isAttention(name, JOINED.get(0)) && partners(name).stream().allMatch(present::contains)) {
                String joined = openAi(name).replace(".self_attn.q_proj.", ".attn.in_proj_");
                translated.add(Map.entry(joined, new Origin(partners(name), false)));
            } else if (!isJoinedElsewhere(name, present)) {
                translated.add(Map.entry(openAi(name), new Origin(List.of(name), TRANSPOSED.contains(name))));
            }
        }
        return translated;
    }

    private static boolean isAttention(String name, String part) {
        return name.contains(".encoder.layers.") && name.contains(".self_attn." + part + ".");
    }

    private static List<String> partners(String query) {
        return JOINED.stream()
                .map(part -> query.replace(".self_attn.q_proj.", ".self_attn." + part + "."))
                .toList();
    }

    /** Whether a key or a value is read with its query. */
    private static boolean isJoinedElsewhere(String name, Set<String> present) {
        for (String part : JOINED.subList(1, JOINED.size())) {
            if (isAttention(name, part)) {
                String query = name.replace(".self_attn." + part + ".", ".self_attn.q_proj.");
                return present.containsAll(partners(query));
            }
        }
        return false;
    }

    private static String openAi(String name) {
        for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
            if (name.startsWith(beginning.getKey())) {
                return withinBlock(
                        beginning.getValue() + name.substring(beginning.getKey().length()));
            }
        }
        return name;
    }

    private static String withinBlock(String name) {
        for (Map.Entry<String, String> part : WITHIN_BLOCK.entrySet()) {
            if (name.contains(part.getKey())) {
                return name.replace(part.getKey(), part.getValue());
            }
        }
        return name;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
