package io.github.lmclip.core.serve;

import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.data.PromptTemplates;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Turns texts into unit vectors by a text encoder's file. Closing it closes the model.
 *
 * @param model the text encoder
 * @param tokenizer of its vocabulary
 * @param positions most tokens of a text
 */
record TextEmbedder(ServedModel model, ClipTokenizer tokenizer, int positions) implements AutoCloseable {

    private static final String INPUT = "ids";

    /** Texts of one run. */
    private static final int BATCH = 64;

    /**
     * Takes a text encoder.
     *
     * @throws OnnxModelException if it carries no vocabulary, or a broken one
     */
    static TextEmbedder of(ServedModel model) {
        Wording wording = model.description()
                .wording()
                .orElseThrow(() -> new OnnxModelException(
                        "%s has no vocabulary in it; export the text encoder again".formatted(model.file())));
        try {
            ClipTokenizer tokenizer = wording.tokenizer(model.file().toString());
            return new TextEmbedder(model, tokenizer, wording.positions());
        } catch (IllegalArgumentException e) {
            throw new OnnxModelException("%s has a broken vocabulary: %s".formatted(model.file(), e.getMessage()), e);
        }
    }

    /**
     * Returns the unit vectors [M][D] of texts.
     *
     * @throws IllegalArgumentException if one has more tokens than the model positions
     */
    float[][] embed(List<String> texts) {
        List<int[]> ids =
                texts.stream().map(text -> tokenizer.tokenize(text, positions)).toList();
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            embed(ids.subList(from, Math.min(ids.size(), from + BATCH)), vectors);
        }
        return vectors.toArray(float[][]::new);
    }

    private void embed(List<int[]> ids, List<float[]> vectors) {
        int length = ids.stream().mapToInt(this::length).max().orElse(0);
        LongBuffer values = ByteBuffer.allocateDirect(ids.size() * length * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
        ids.forEach(row -> Arrays.stream(row, 0, length).forEach(values::put));
        float[] found = model.run(INPUT, values.flip(), new long[] {ids.size(), length}, Set.of(OpenHead.OUTPUT))
                .get(OpenHead.OUTPUT);
        int width = found.length / ids.size();
        for (int from = 0; from < found.length; from += width) {
            vectors.add(Arrays.copyOfRange(found, from, from + width));
        }
    }

    /** Up to the end mark; behind it are zeros, which change nothing. */
    private int length(int... ids) {
        int end = 0;
        while (ids[end] != tokenizer.vocabulary().endOfText()) {
            end++;
        }
        return end + 1;
    }

    /** Returns a unit vector [C][D] per label: the mean of its sentences' ones, brought to length 1 again. */
    float[][] labels(List<String> labels, PromptTemplates prompts) {
        int sentences = prompts.templates().size();
        float[][] vectors = embed(
                labels.stream().flatMap(label -> prompts.about(label).stream()).toList());
        float[][] means = new float[labels.size()][];
        for (int label = 0; label < means.length; label++) {
            means[label] = unit(Arrays.copyOfRange(vectors, label * sentences, (label + 1) * sentences));
        }
        return means;
    }

    private static float[] unit(float[]... rows) {
        if (rows.length == 1) {
            return rows[0];
        }
        double[] sum = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sum[i] / length);
        }
        return unit;
    }

    @Override
    public void close() {
        model.close();
    }
}
