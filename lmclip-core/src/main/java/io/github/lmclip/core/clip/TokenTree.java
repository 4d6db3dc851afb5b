package io.github.lmclip.core.clip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Token sequences folded along their common beginnings: every different beginning is one node, which attends to the nodes
 * on its way from the start. Attention being causal, a node's state is that of the same position in each sequence that
 * goes through it, so that this is exact; "a photo of a" is computed once for all labels, and equal captions are one.
 *
 * <p>Nodes lie in rows of equal length, so that attention, quadratic in a row, stays cheap for any number of sequences.
 */
public final class TokenTree {

    /** Nodes after which a new row begins. */
    private static final int ROW = 256;

    /** A row while it grows: what each node is, and its way from the start. */
    private static final class Row {
        private final List<Integer> ids = new ArrayList<>();
        private final List<int[]> ways = new ArrayList<>();
        private int[] sequence = {};
        private int[] way = {};
    }

    private final List<Row> rows = new ArrayList<>();
    private final int[][] ends;

    private TokenTree(int sequences) {
        ends = new int[sequences][];
    }

    /**
     * Folds sequences, each up to its end token; whatever follows has no influence.
     *
     * @param sequences token ids, each with an end token, which has the largest id
     * @throws IllegalArgumentException if there are none
     */
    public static TokenTree of(List<int[]> sequences) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("expected at least one token sequence, got none");
        }
        List<int[]> cut = sequences.stream().map(TokenTree::upToEnd).toList();
        TokenTree tree = new TokenTree(cut.size());
        IntStream.range(0, cut.size())
                .boxed()
                .sorted(Comparator.comparing(cut::get, Arrays::compare))
                .forEach(number -> tree.add(number, cut.get(number)));
        return tree;
    }

    /** Returns a sequence up to the first one of its largest id, included. */
    private static int[] upToEnd(int[] sequence) {
        int end = 0;
        for (int i = 1; i < sequence.length; i++) {
            if (sequence[i] > sequence[end]) {
                end = i;
            }
        }
        return Arrays.copyOf(sequence, end + 1);
    }

    private void add(int number, int[] sequence) {
        Row row = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        int shared = row == null ? 0 : shared(row.sequence, sequence);
        if (row == null || shared < sequence.length && row.ids.size() + sequence.length - shared > ROW) {
            row = new Row();
            rows.add(row);
            shared = 0;
        }
        int[] way = Arrays.copyOf(row.way, sequence.length);
        for (int place = shared; place < sequence.length; place++) {
            way[place] = row.ids.size();
            row.ids.add(sequence[place]);
            row.ways.add(Arrays.copyOf(way, place + 1));
        }
        row.sequence = sequence;
        row.way = way;
        ends[number] = new int[] {rows.size() - 1, way[sequence.length - 1]};
    }

    private static int shared(int[] one, int[] other) {
        int mismatch = Arrays.mismatch(one, other);
        return mismatch < 0 ? one.length : mismatch;
    }

    /** Returns the number of rows G. */
    int rows() {
        return rows.size();
    }

    /** Returns the nodes P of a row; shorter rows are filled up with nodes that nobody attends to. */
    int width() {
        return rows.stream().mapToInt(row -> row.ids.size()).max().orElseThrow();
    }

    /** Returns how many positions are computed, G * P, the filling included. */
    public int positions() {
        return rows() * width();
    }

    /** Returns the number of different nodes, the filling left out. */
    int nodes() {
        return rows.stream().mapToInt(row -> row.ids.size()).sum();
    }

    /** Returns each node's token id, [G, P]. */
    long[] ids() {
        long[] ids = new long[rows() * width()];
        eachNode((row, node, at) -> ids[at] = row.ids.get(node));
        return ids;
    }

    /** Returns each node's place in its sequences, [G, P]. */
    long[] places() {
        long[] places = new long[rows() * width()];
        eachNode((row, node, at) -> places[at] = row.ways.get(node).length - 1);
        return places;
    }

    /** Returns what to add to attention's logits, [G, P, P]: 0 where a node attends to another, else minus infinity. */
    float[] mask() {
        int width = width();
        float[] mask = new float[rows() * width * width];
        Arrays.fill(mask, Float.NEGATIVE_INFINITY);
        for (int at = 0; at < rows() * width; at++) {
            // the filling attends to itself, since a softmax over nothing is NaN
            mask[at * width + at % width] = 0;
        }
        eachNode((row, node, at) -> {
            for (int seen : row.ways.get(node)) {
                mask[at * width + seen] = 0;
            }
        });
        return mask;
    }

    /** Returns the place of each sequence's end among all nodes of all rows, [N]. */
    long[] ends() {
        int width = width();
        return Arrays.stream(ends)
                .mapToLong(end -> (long) end[0] * width + end[1])
                .toArray();
    }

    @FunctionalInterface
    private interface NodeVisitor {
        void visit(Row row, int node, int at);
    }

    private void eachNode(NodeVisitor visitor) {
        int width = width();
        for (int i = 0; i < rows.size(); i++) {
            for (int node = 0; node < rows.get(i).ids.size(); node++) {
                visitor.visit(rows.get(i), node, i * width + node);
            }
        }
    }
}
