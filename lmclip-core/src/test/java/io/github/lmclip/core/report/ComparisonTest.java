package io.github.lmclip.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.MeanAndDeviation;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Drawn models beside each other; they know the truth more or less well. */
class ComparisonTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.95, Bootstrap.Method.PERCENTILE, 0);
    private static final ReportData DATA = DrawnReport.small().data();

    static ComparedModel model(String name, String thing, long seed, double skill) {
        Predictions known = DATA.predictions();
        SplittableRandom noise = new SplittableRandom(seed);
        float[][] logits = new float[known.size()][known.classNames().size()];
        for (int image = 0; image < logits.length; image++) {
            for (int id = 0; id < logits[image].length; id++) {
                logits[image][id] = (float) ((known.shows(image, id) ? skill : 0) + noise.nextDouble(-2, 2));
            }
        }
        return new ComparedModel(
                name,
                thing,
                "the last epoch",
                OptionalLong.of(seed),
                new Predictions(known.images(), known.classNames(), known.groups(), logits, known.targets()),
                Optional.of(DATA.metrics()));
    }

    private static Comparison of(ComparedModel... models) {
        return Comparison.of(List.of(models), ScoreKind.RAW, BOOTSTRAP);
    }

    private static double total(ComparedModel model) {
        return model.predictions()
                .evaluate(ScoreKind.RAW)
                .meanAveragePrecision()
                .total();
    }

    @Test
    void seedsOfAThingHaveAMeanAndADeviation() {
        ComparedModel[] models = {
            model("a0", "a", 0, 1), model("a1", "a", 1, 1), model("b0", "b", 0, 3), model("b1", "b", 1, 3)
        };
        Comparison found = of(models);
        assertEquals(
                List.of("a", "b"),
                found.things().stream().map(ComparedThing::name).toList());
        ComparedThing better = found.things().get(1);
        MeanAndDeviation expected = MeanAndDeviation.of(
                DoubleStream.of(total(models[2]), total(models[3])).toArray());
        assertEquals(expected, better.means().get(Part.TOTAL));
        assertTrue(better.differences().get(Part.TOTAL).paired(), "the seeds are the same");
        assertEquals(
                expected.mean() - (total(models[0]) + total(models[1])) / 2,
                better.differences().get(Part.TOTAL).difference(),
                1e-12);
        assertFalse(of(models[0], model("b7", "b", 7, 3), model("b8", "b", 8, 3))
                .things()
                .get(1)
                .differences()
                .get(Part.TOTAL)
                .paired());
    }

    @Test
    void saysWhatIsInsideTheNoise() {
        Comparison same =
                of(model("a0", "a", 0, 1), model("a1", "a", 1, 1), model("b2", "b", 2, 1), model("b3", "b", 3, 1));
        assertTrue(
                same.warnings().stream()
                        .anyMatch(text -> text.startsWith("b against a is inside the noise of the seeds")),
                same.warnings().toString());
        Comparison once = of(model("a0", "a", 0, 0.2), model("b0", "b", 0, 4));
        assertEquals(1, once.warnings().size(), once.warnings().toString());
        assertTrue(
                once.warnings().get(0).contains("one was trained once"),
                once.warnings().toString());
        assertFalse(once.hasSeeds());
        Comparison sure =
                of(model("a0", "a", 0, 0.2), model("a1", "a", 1, 0.2), model("b0", "b", 0, 4), model("b1", "b", 1, 4));
        assertTrue(
                sure.warnings().stream().noneMatch(text -> text.startsWith("b against a") && text.contains("total")),
                sure.warnings().toString());
    }

    @Test
    void pageHasEveryNumberAndEscapesNames() {
        Comparison found = of(
                model(DrawnReport.HOSTILE, "a", 0, 1), model("a1", "a", 1, 1), model("b", DrawnReport.HOSTILE, 2, 2));
        String html = found.html();
        found.intervals()
                .forEach(intervals -> Comparison.SHOWN.forEach(headline ->
                        assertTrue(html.contains(intervals.get(headline).toString()))));
        found.pairs()
                .forEach(pair -> Comparison.SHOWN.forEach(headline -> assertTrue(
                        html.contains(pair.differences().get(headline).toString()))));
        assertFalse(html.contains("<script>alert"));
        assertTrue(html.contains("curves-total-data") && html.contains("AP in % of every class"));
        assertTrue(html.contains("AP is computed on the raw score"));
        for (Section section : new ComparisonPage(found).sections()) {
            assertTrue(section.body().toString().length() > 100, section.id());
        }
    }

    @Test
    void speaksOfThePublishedCodeOnItsPicturesAlone() {
        String own = of(model("a", "a", 0, 1), model("b", "b", 1, 2)).html();
        assertFalse(own.contains("ublished"), "of own pictures");
        assertTrue(own.contains("chosen on the test split scores too high there"));
        assertTrue(own.contains("&quot;valid&quot; in the names of a run's files is the test split"), own);
        String voc = of(voc("a", 0), voc("b", 1)).html();
        assertTrue(voc.contains("The published &quot;valid&quot; split is the test split. A model"));
        assertTrue(voc.contains("another run of the published code differs by 0.1 to 0.3 points."));
    }

    private static ComparedModel voc(String name, long seed) {
        LongTailDataset test = Benchmark.VOC_MLT.read(Split.TEST, Path.of(""));
        SplittableRandom random = new SplittableRandom(seed);
        int classes = test.classNames().size();
        float[][] logits = new float[test.size()][classes];
        boolean[][] targets = new boolean[test.size()][classes];
        for (int image = 0; image < logits.length; image++) {
            for (int id = 0; id < classes; id++) {
                logits[image][id] = (float) random.nextDouble();
                targets[image][id] = test.samples().get(image).classes().contains(id);
            }
        }
        List<String> names =
                IntStream.range(0, logits.length).mapToObj(String::valueOf).toList();
        List<ClassGroup> groups = ClassFrequencies.of(test).groups();
        return new ComparedModel(
                name,
                name,
                "the last epoch",
                OptionalLong.empty(),
                new Predictions(names, test.classNames(), groups, logits, targets),
                Optional.empty());
    }

    @Test
    void knowsABenchmarksTestSplitByNamesAndNumber() {
        List<String> names = Benchmark.COCO_MLT.classNames();
        assertTrue(PublishedSplit.is(names, 5000));
        assertFalse(PublishedSplit.is(names, 4999), "other pictures of the same classes");
        assertFalse(PublishedSplit.is(names.subList(1, names.size()), 5000));
        assertTrue(PublishedSplit.note(names, 5000).startsWith("the published"));
        assertFalse(PublishedSplit.note(List.of("cat"), 5000).contains("published"));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        ComparedModel one = model("a", "a", 0, 1);
        assertThrows(IllegalArgumentException.class, () -> of(one));
        assertThrows(IllegalArgumentException.class, () -> of(one, one));
        Predictions fewer = one.predictions().only(image -> image > 0);
        ComparedModel other =
                new ComparedModel("b", "b", "the last epoch", OptionalLong.empty(), fewer, Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> of(one, other));
    }
}
