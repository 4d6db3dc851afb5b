package io.github.lmclip.core.serve;

import io.github.lmclip.core.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A file that has the labels in it and gives their scores. */
record LabelledHead(ModelDescription description) implements Head {

    private static final Set<String> OUTPUTS = Set.of("cosine", "logits", "softmax");
    private static final Set<String> CALIBRATED = Set.of("cosine", "logits", "softmax", "probability");

    @Override
    public Set<String> outputs() {
        return description.calibrated() ? CALIBRATED : OUTPUTS;
    }

    @Override
    public List<Classification> classify(Map<String, float[]> outputs, int pictures) {
        return IntStream.range(0, pictures)
                .mapToObj(row -> new Classification(
                        description,
                        row(outputs.get("cosine"), row),
                        row(outputs.get("logits"), row),
                        row(outputs.get("softmax"), row),
                        description.calibrated() ? row(outputs.get("probability"), row) : new float[0],
                        Score.SOFTMAX))
                .toList();
    }

    private float[] row(float[] values, int row) {
        int classes = description.labels().size();
        return Arrays.copyOfRange(values, row * classes, (row + 1) * classes);
    }
}
