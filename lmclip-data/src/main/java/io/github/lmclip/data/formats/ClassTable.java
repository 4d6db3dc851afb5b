package io.github.lmclip.data.formats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The classes of a file: given, or found while it is read. Found ones are sorted by name at the end. */
final class ClassTable {

    /** Names in a message. */
    private static final int SHOWN = 10;

    static final int UNKNOWN = -1;

    private final Map<String, Integer> ids = new HashMap<>();
    private final boolean open;

    private ClassTable(List<String> names, boolean open) {
        names.forEach(name -> ids.putIfAbsent(name, ids.size()));
        this.open = open;
    }

    /** Returns a table of exactly these classes. */
    static ClassTable of(List<String> names) {
        return new ClassTable(names, false);
    }

    /** Returns a table that takes in every name it is asked for. */
    static ClassTable found() {
        return new ClassTable(List.of(), true);
    }

    /** Returns the id of a name until {@link #finalIds} is known, or {@link #UNKNOWN}. */
    int id(String name) {
        return open ? ids.computeIfAbsent(name, added -> ids.size()) : ids.getOrDefault(name, UNKNOWN);
    }

    int size() {
        return ids.size();
    }

    /** Returns the names in the order of their final ids. */
    List<String> names() {
        return ids.keySet().stream().sorted(order()).toList();
    }

    /** Returns the final id for each id that {@link #id} gave. */
    int[] finalIds() {
        List<String> names = names();
        int[] finalIds = new int[names.size()];
        IntStream.range(0, finalIds.length).forEach(place -> finalIds[ids.get(names.get(place))] = place);
        return finalIds;
    }

    /** Found names are sorted by code point, the same on every machine; given ones keep their order. */
    private Comparator<String> order() {
        Comparator<String> byCodePoint = (one, other) ->
                Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
        return open ? byCodePoint : Comparator.comparing(ids::get);
    }

    /** Returns words for what a name could have been. */
    String expected() {
        List<String> names = names();
        String more = names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "";
        return "one of " + names.subList(0, Math.min(SHOWN, names.size())) + more;
    }
}
