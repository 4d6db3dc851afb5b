package io.github.lmclip.core.serve;

import io.github.lmclip.core.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * An image encoder whose unit vectors are compared with those of labels here.
 *
 * @param description with the labels
 * @param labels unit vectors [C][D]
 * @param logits of the model
 */
record OpenHead(ModelDescription description, float[][] labels, LogitMap logits) implements Head {

    /** The unit vectors [N, D]. */
    static final String OUTPUT = "embedding";

    @Override
    public Set<String> outputs() {
        return Set.of(OUTPUT);
    }

    @Override
    public List<Classification> classify(Map<String, float[]> outputs, int pictures) {
        float[] vectors = outputs.get(OUTPUT);
        int width = vectors.length / pictures;
        return IntStream.range(0, pictures)
                .mapToObj(row -> ranked(Arrays.copyOfRange(vectors, row * width, (row + 1) * width)))
                .toList();
    }

    private Classification ranked(float[] picture) {
        float[] cosines = io.github.lmclip.core.Similarity.cosines(new float[][] {picture}, labels)[0];
        return new Classification(
                description,
                cosines,
                Score.LOGIT.of(cosines, logits.scale(), logits.bias()),
                Score.SOFTMAX.of(cosines, logits.scale(), logits.bias()),
                new float[0],
                Score.SOFTMAX);
    }
}
