package io.github.lmclip.data.fetch;

import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Other places that hold the same files: an address that begins with one text is asked for with another in its place.
 *
 * @param prefixes from the beginning of an address to what replaces it; the longest that fits counts
 */
public record Mirrors(Map<String, String> prefixes) {

    /** Checks that every replacement is an address. */
    public Mirrors {
        prefixes = Map.copyOf(prefixes);
        prefixes.forEach((from, to) -> {
            if (!from.matches("https?://.+") || !to.matches("https?://.+")) {
                throw new IllegalArgumentException(
                        "a mirror replaces one http or https address by another, got \"%s\" and \"%s\""
                                .formatted(from, to));
            }
        });
    }

    /** Returns no mirrors. */
    public static Mirrors none() {
        return new Mirrors(Map.of());
    }

    /**
     * Reads mirrors from a text of the form {@code https://a=https://b,https://c=https://d}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Mirrors parse(String text) {
        Map<String, String> prefixes = new LinkedHashMap<>();
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("expected mirrors as from=to,from=to, got \"%s\"".formatted(text));
            }
            prefixes.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return new Mirrors(prefixes);
    }

    /** Returns where to ask for an address. */
    URI rewrite(URI address) {
        String text = address.toString();
        return prefixes.keySet().stream()
                .filter(text::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(from -> URI.create(prefixes.get(from) + text.substring(from.length())))
                .orElse(address);
    }
}
