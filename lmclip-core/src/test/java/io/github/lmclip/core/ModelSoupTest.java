package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSoupTest {

    private static final SmallShapes SHAPES = new SmallShapes(48, 40);

    private static final LmClipBuilder START = LmClip.builder()
            .dataset(SHAPES)
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(1).withBatchSize(8).withLearningRate(1e-4));

    @TempDir
    private static Path folder;

    private static List<Path> models;

    private final LongTailDataset pictures = SHAPES.read(Split.TEST, Path.of(""));

    @BeforeAll
    static void train() {
        models = List.of(
                saved("seed1", START.training(options -> options.withSeed(1)).train()),
                saved("seed2", START.training(options -> options.withSeed(2)).train()),
                saved("zero-shot", START.zeroShot()));
    }

    private static Path saved(String name, LmClip model) {
        try (model) {
            Path path = folder.resolve(name);
            model.save(path);
            return path;
        }
    }

    private static double total(Evaluation evaluation) {
        return evaluation.meanAveragePrecision().total();
    }

    private static WeightFile weights(LmClip model) {
        return ClipWeights.live(model.clip(), "a model", ClipExtras.none(), model.labels());
    }

    private static Evaluation evaluate(Path model, LongTailDataset split) {
        try (LmClip loaded = LmClip.load(model)) {
            return loaded.evaluate(split);
        }
    }

    @Test
    void uniformIsTheMeanOfEveryParameter() {
        try (ModelSoup soup = ModelSoup.open(models);
                LmClip mean = soup.uniform();
                LmClip a = LmClip.load(models.get(0));
                LmClip b = LmClip.load(models.get(1));
                LmClip c = LmClip.load(models.get(2))) {
            String name = "visual.transformer.resblocks.1.mlp.c_fc.weight";
            float[] found = weights(mean).floats(name);
            float[] one = weights(a).floats(name);
            float[] two = weights(b).floats(name);
            float[] three = weights(c).floats(name);
            for (int i = 0; i < found.length; i++) {
                assertEquals(((double) one[i] + two[i] + three[i]) / 3, found[i], Math.ulp(found[i]));
            }
            assertEquals(a.classNames(), mean.classNames());
        }
    }

    @Test
    void ofOneModelIsItBitByBit() {
        try (ModelSoup soup = ModelSoup.open(models);
                LmClip one = soup.of(List.of(models.get(1)));
                LmClip itself = LmClip.load(models.get(1))) {
            weights(itself)
                    .tensors()
                    .keySet()
                    .forEach(name -> assertArrayEquals(
                            weights(itself).floats(name), weights(one).floats(name), name));
        }
    }

    @Test
    void greedyKeepsWhatMakesTheMeanNoWorse() {
        try (ModelSoup soup = ModelSoup.open(models)) {
            GreedySoup chosen = soup.greedy(pictures, ModelSoupTest::total);
            double best = models.stream()
                    .mapToDouble(model -> total(evaluate(model, pictures)))
                    .max()
                    .orElseThrow();
            assertEquals(best, total(chosen.trials().get(0).alone()));
            assertTrue(total(chosen.evaluation()) >= best);
            double before = 0;
            for (GreedySoup.Trial trial : chosen.trials()) {
                assertEquals(total(trial.together()) >= before, trial.kept());
                before = Math.max(before, total(trial.together()));
            }
            try (LmClip model = soup.of(chosen.kept())) {
                assertEquals(chosen.evaluation(), model.evaluate(pictures));
            }
            assertEquals(chosen, soup.greedy(pictures, ModelSoupTest::total));
        }
    }

    @Test
    void greedyLeavesOutAModelThatSpoilsTheMean() {
        Path spoiled = saved("random", START.randomWeights(1).zeroShot());
        List<Path> all = new ArrayList<>(models);
        all.add(0, spoiled);
        try (ModelSoup soup = ModelSoup.open(all)) {
            GreedySoup chosen = soup.greedy(pictures, ModelSoupTest::total);
            assertEquals(spoiled, chosen.trials().get(3).model());
            assertFalse(chosen.trials().get(3).kept());
            assertFalse(chosen.kept().contains(spoiled));
        }
    }

    private void requireRefusal(Path other, String message) {
        String found = assertThrows(IllegalArgumentException.class, () -> ModelSoup.open(List.of(models.get(0), other)))
                .getMessage();
        assertTrue(found.contains(message) && found.contains(other.toString()), found);
    }

    @Test
    void refusesModelsThatDiffer() {
        LmClipBuilder classes = LmClip.builder().labels("tree", "house").backbone(Backbone.TINY);
        requireRefusal(saved("classes", classes.zeroShot()), "classes: 2, expected 20");
        List<String> names = new ArrayList<>(SHAPES.classNames());
        names.set(3, "dragon");
        requireRefusal(
                saved("names", classes.labels(names).zeroShot()),
                "class 3 is \"dragon\", expected \"%s\""
                        .formatted(SHAPES.classNames().get(3)));
        requireRefusal(saved("prompts", START.prompts(PromptTemplates.of("{}")).zeroShot()), "prompts: ");
        requireRefusal(saved("size", START.imageSize(32).zeroShot()), "network: ");
    }

    @Test
    void refusesOneModel() {
        assertThrows(IllegalArgumentException.class, () -> ModelSoup.open(List.of(models.get(0), models.get(0))));
    }
}
