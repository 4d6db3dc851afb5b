package io.github.lmclip.core.report;

import com.google.gson.JsonObject;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Everything that a report is made of.
 *
 * @param name what the run is called
 * @param configuration every value by its key
 * @param facts the content of the run's {@code run.json}; empty where there is none
 * @param metrics epoch by epoch
 * @param origin which model this is about and how it was chosen, in words
 * @param model what it came to
 * @param zeroShot what the pre-trained model came to
 * @param gain how the one differs from the other
 * @param map where pictures and classes lie
 * @param training what was trained on
 * @param pictures of the test split, in the order of the predictions
 * @param options what the report is to have
 */
record ReportData(
        String name,
        SortedMap<String, String> configuration,
        JsonObject facts,
        RunMetrics metrics,
        String origin,
        Measured model,
        Optional<Measured> zeroShot,
        Optional<PairedComparison> gain,
        Optional<EmbeddingMap> map,
        TrainingFacts training,
        List<Picture> pictures,
        ReportOptions options) {

    Predictions predictions() {
        return model.predictions();
    }

    List<String> classNames() {
        return predictions().classNames();
    }

    ClassGroup group(int id) {
        return predictions().groups().get(id);
    }

    /** Returns the class ids from the most to the least frequent in training. */
    List<Integer> byFrequency() {
        return IntStream.range(0, classNames().size())
                .boxed()
                .sorted(Comparator.comparing((Integer id) -> -training.counts().get(id)))
                .toList();
    }
}
