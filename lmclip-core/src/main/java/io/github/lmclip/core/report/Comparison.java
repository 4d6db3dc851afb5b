package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.Interval;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.watch.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Models beside the first one, on the same pictures; and things beside the first one, over their seeds.
 *
 * <pre>{@code
 * Comparison.of(List.of(ComparedModel.ofFile(first), ComparedModel.ofFile(second)), ScoreKind.SOFTMAX, Bootstrap.defaults())
 *         .write(Path.of("comparison.html"));
 * }</pre>
 *
 * @param models at least two, of the same pictures
 * @param score what AP ranks pictures by
 * @param bootstrap how intervals were drawn
 * @param intervals those of each model's headline numbers
 * @param pairs of each model but the first: how it differs from the first
 * @param things what the models are seeds of, in the order of their first models
 */
public record Comparison(
        List<ComparedModel> models,
        ScoreKind score,
        Bootstrap bootstrap,
        List<Map<Headline, Interval>> intervals,
        List<PairedComparison> pairs,
        List<ComparedThing> things) {

    /** The numbers that are compared. */
    public static final Set<Headline> SHOWN =
            java.util.Collections.unmodifiableSet(EnumSet.range(Headline.MAP_TOTAL, Headline.MAP_TAIL));

    /** Copies the lists. */
    public Comparison {
        models = List.copyOf(models);
        intervals = List.copyOf(intervals);
        pairs = List.copyOf(pairs);
        things = List.copyOf(things);
    }

    /**
     * Compares models.
     *
     * @param models at least two, with names of their own
     * @param score what pictures are ranked by
     * @param bootstrap how intervals are drawn
     * @throws IllegalArgumentException if there are fewer, a name comes twice, or pictures, classes or truth differ
     */
    public static Comparison of(List<ComparedModel> models, ScoreKind score, Bootstrap bootstrap) {
        if (models.size() < 2) {
            throw new IllegalArgumentException("expected at least two models to compare, got " + models.size());
        }
        Set<String> names = new HashSet<>();
        models.forEach(model -> {
            if (!names.add(model.name())) {
                throw new IllegalArgumentException("%s is named twice".formatted(model.name()));
            }
        });
        ComparedModel first = models.get(0);
        List<PairedComparison> pairs = models.stream()
                .skip(1)
                .map(model -> PairedComparison.of(first.predictions(), model.predictions(), score, bootstrap))
                .toList();
        List<Map<Headline, Interval>> intervals = models.stream()
                .map(model -> bootstrap.of(model.predictions(), score))
                .toList();
        return new Comparison(models, score, bootstrap, intervals, pairs, things(models, score));
    }

    private static List<ComparedThing> things(List<ComparedModel> models, ScoreKind score) {
        Map<String, List<ComparedModel>> byThing = models.stream()
                .collect(Collectors.groupingBy(ComparedModel::thing, LinkedHashMap::new, Collectors.toList()));
        List<ComparedThing> things = new ArrayList<>();
        Optional<List<ComparedModel>> first = Optional.empty();
        for (List<ComparedModel> seeds : byThing.values()) {
            things.add(ComparedThing.of(seeds, first, score));
            first = first.or(() -> Optional.of(seeds));
        }
        return things;
    }

    /** Returns whether something was measured from more than one seed. */
    public boolean hasSeeds() {
        return things.stream().anyMatch(thing -> thing.models() > 1);
    }

    /** Returns a sentence for everything that may be chance: first of the pictures, then of the seeds. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Map<Headline, Interval> differences = pairs.get(i).differences();
            List<String> inside = SHOWN.stream()
                    .filter(headline -> differences.get(headline).low() <= 0
                            && differences.get(headline).high() >= 0)
                    .map(Comparison::word)
                    .toList();
            if (!inside.isEmpty()) {
                warnings.add("%s against %s is inside the noise of the pictures: %s."
                        .formatted(models.get(i + 1).name(), models.get(0).name(), String.join(", ", inside)));
            }
        }
        things.stream().skip(1).forEach(thing -> addSeeds(warnings, thing));
        return warnings;
    }

    private void addSeeds(List<String> warnings, ComparedThing thing) {
        String pair = "%s against %s".formatted(thing.name(), things.get(0).name());
        if (thing.models() == 1 || things.get(0).models() == 1) {
            warnings.add(pair + ": one was trained once, so that what another seed would give is not known.");
            return;
        }
        String inside = thing.differences().entrySet().stream()
                .filter(entry -> entry.getValue().isInsideNoise())
                .map(entry -> entry.getKey().word())
                .collect(Collectors.joining(", "));
        if (!inside.isEmpty()) {
            warnings.add(pair + " is inside the noise of the seeds: " + inside + ".");
        }
    }

    /** Returns a headline number's group in small letters: total, head, medium or tail. */
    public static String word(Headline headline) {
        return Part.values()[headline.ordinal() % Part.values().length].word();
    }

    /** Returns the comparison as a page of its own, as {@link RunReport#html} does a run. */
    public String html() {
        return new ComparisonPage(this).html();
    }

    /**
     * Writes the page, beside and moved into place.
     *
     * @throws java.io.UncheckedIOException if that fails
     */
    public void write(Path file) {
        WholeFile.write(file, html());
    }
}
