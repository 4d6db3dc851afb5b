package io.github.lmclip.core.report;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/** What the sampler showed of each class. */
final class SamplerSection {

    private SamplerSection() {}

    static Section of(ReportData data) {
        TrainingFacts training = data.training();
        List<Integer> order = data.byFrequency();
        JsonObject bars = new JsonObject();
        bars.add("names", Json.texts(order.stream().map(data.classNames()::get).toList()));
        bars.add(
                "groups",
                Json.texts(order.stream().map(id -> data.group(id).word()).toList()));
        bars.add(
                "values",
                Json.numbers(
                        2, order.stream().mapToDouble(training.draws()::get).toArray()));
        bars.add(
                "marks",
                Json.numbers(
                        0, order.stream().mapToDouble(training.counts()::get).toArray()));
        bars.addProperty("marksName", "pictures there are");
        bars.addProperty("x", "pictures of the class that an epoch shows");
        Table.Builder table = new Table.Builder(
                "Pictures of each class in an epoch",
                "class",
                "group",
                "there are",
                "shown in an epoch",
                "each one, times");
        for (int id : order) {
            int count = training.counts().get(id);
            table.row(
                    data.classNames().get(id),
                    data.group(id).word(),
                    String.valueOf(count),
                    Words.number(training.draws().get(id), 1),
                    count == 0 ? "-" : Words.number(training.draws().get(id) / count, 2));
        }
        Html body = new Html().paragraph(words(training));
        body.add(new Chart(
                        "sampler-chart",
                        "bars",
                        "Pictures of each class that an epoch showed",
                        "One bar for each class; a mark is how many pictures there are.",
                        ClassesSection.FRAME + ClassesSection.PER_CLASS * order.size(),
                        bars,
                        Optional.of(table.build()))
                .html());
        return new Section("sampler", "Sampler", body);
    }

    private static String words(TrainingFacts training) {
        return ("Sampler: %s. An epoch draws %d times from %d pictures; in the mean of %d epochs it showed %s different ones."
                        + " Never shown: %d. The picture that came most often came %d times in all.")
                .formatted(
                        training.sampler(),
                        training.images(),
                        training.images(),
                        training.epochs(),
                        Words.number(training.distinct(), 1),
                        training.never(),
                        training.most());
    }
}
