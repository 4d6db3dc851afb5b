package io.github.lmclip.core.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.core.Backbone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says by which sizes backbones differ, and which known one is closest to another. */
final class ClosestBackbone {

    /** More than any two sizes of towers of the same kind differ. */
    private static final double OTHER_KIND = 100;

    private ClosestBackbone() {}

    /** Returns the published backbone, or {@code TINY}, whose sizes differ least, as ratios. */
    static Backbone to(Backbone backbone) {
        List<Backbone> known = new ArrayList<>(Backbone.published());
        known.add(Backbone.TINY);
        return known.stream()
                .min(Comparator.comparingDouble(other -> distance(backbone, other)))
                .orElseThrow();
    }

    /** Returns the sizes that differ, such as {@code imageWidth 64, expected 768}; names and activations do not count. */
    static List<String> differences(Backbone found, Backbone expected) {
        JsonObject left = sizes(found);
        JsonObject right = sizes(expected);
        Set<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        return keys.stream()
                .filter(key -> !String.valueOf(left.get(key)).equals(String.valueOf(right.get(key))))
                .map(key -> "%s %s, expected %s".formatted(key, shown(left.get(key)), shown(right.get(key))))
                .toList();
    }

    private static JsonObject sizes(Backbone backbone) {
        JsonObject sizes = BackboneJson.write(backbone);
        sizes.remove("name");
        sizes.remove("activation");
        return sizes;
    }

    private static String shown(JsonElement size) {
        return size == null ? "none" : size.toString();
    }

    private static double distance(Backbone one, Backbone other) {
        JsonObject left = sizes(one);
        JsonObject right = sizes(other);
        double distance = left.has("patch") == right.has("patch") ? 0 : OTHER_KIND;
        for (String key : left.keySet()) {
            if (right.has(key)) {
                distance += Math.abs(Math.log(total(left.get(key)) / total(right.get(key))));
            }
        }
        return distance;
    }

    private static double total(JsonElement size) {
        return size instanceof JsonArray stages
                ? stages.asList().stream().mapToDouble(JsonElement::getAsDouble).sum()
                : size.getAsDouble();
    }
}
