package io.github.lmclip.core;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.WeightMix;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.LongTailDataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Models that were fine-tuned from the same pre-trained network, to be averaged into one: as good as their ensemble often is,
 * at the price of one. Averaging is by parameter, statistics of batch normalisation included; models that were not trained
 * from the same weights have no sensible mean.
 *
 * <pre>{@code
 * try (ModelSoup soup = ModelSoup.open(checkpoints)) {
 *     GreedySoup choice = soup.greedy(heldOut, evaluation -> evaluation.meanAveragePrecision().total());
 *     try (LmClip model = soup.of(choice.kept())) {
 *         model.save(folder);
 *     }
 * }
 * }</pre>
 *
 * <p>Holds the files open: close it.
 *
 * @see <a href="https://arxiv.org/abs/2203.05482">Wortsman et al., Model Soups, ICML 2022</a>
 */
public final class ModelSoup implements AutoCloseable {

    private final Map<Path, SafetensorsFile> models = new LinkedHashMap<>();
    private ModelCard card;
    private ModelText text;

    private ModelSoup() {}

    /**
     * Opens models that this library has written.
     *
     * @param models files of weights or folders, at least two different ones; what they know beside their weights is the
     *     first one's
     * @throws IllegalArgumentException if there are fewer, or their networks, classes, prompts or picture transforms differ;
     *     the message says which and how
     * @throws WeightsException if one is broken or none of this library's
     */
    public static ModelSoup open(Collection<Path> models) {
        ModelSoup soup = new ModelSoup();
        boolean opened = false;
        try {
            models.forEach(soup::add);
            if (soup.models.size() < 2) {
                throw new IllegalArgumentException("a soup needs at least 2 different models, got " + models);
            }
            opened = true;
            return soup;
        } finally {
            if (!opened) {
                soup.close();
            }
        }
    }

    private void add(Path model) {
        if (models.containsKey(model)) {
            return;
        }
        SafetensorsFile file = SafetensorsFile.open(ModelFolder.weightsIn(model));
        models.put(model, file);
        ModelCard found = ModelCard.read(file.name(), file.metadata());
        if (card == null) {
            card = found;
            text = ModelFolder.textBeside(model, card.backbone());
        }
        card.difference(found).ifPresent(difference -> {
            throw new IllegalArgumentException("%s and %s do not go into one soup: %s"
                    .formatted(models.keySet().iterator().next(), model, difference));
        });
    }

    /** Returns the models, in their order. */
    public List<Path> models() {
        return List.copyOf(models.keySet());
    }

    /** Returns the mean of all models; the caller closes it. */
    public LmClip uniform() {
        return of(models());
    }

    /**
     * Returns the mean of some of the models; that of one is this one, bit by bit. The caller closes it.
     *
     * @throws IllegalArgumentException if there is none, or one is not among those that were opened
     */
    public LmClip of(Collection<Path> some) {
        List<SafetensorsFile> files = new ArrayList<>();
        for (Path model : some) {
            if (!models.containsKey(model)) {
                throw new IllegalArgumentException("%s is not in this soup of %s".formatted(model, models.keySet()));
            }
            files.add(models.get(model));
        }
        return ModelFolder.open(card, text, WeightMix.uniform(files), Optional.empty());
    }

    /**
     * Chooses models greedily: beginning with the best, each next one is kept if the mean with it is no worse than without.
     * Costs two evaluations a model.
     *
     * @param heldOut pictures that none of the models was trained on; the choice is fitted to them
     * @param measure what makes a mean better, such as the mAP in total
     * @throws IllegalArgumentException if the classes of the pictures are others than the models'
     * @see <a href="https://arxiv.org/abs/2203.05482">Model Soups</a>, recipe 1
     */
    public GreedySoup greedy(LongTailDataset heldOut, ToDoubleFunction<Evaluation> measure) {
        Map<Path, Evaluation> alone = new LinkedHashMap<>();
        for (Path model : models.keySet()) {
            alone.put(model, evaluate(List.of(model), heldOut));
        }
        // a stable sort: of equals, the one that was named first comes first
        List<Path> bestFirst = alone.keySet().stream()
                .sorted(Comparator.comparingDouble(model -> -measure.applyAsDouble(alone.get(model))))
                .toList();
        GreedySoup.Course course = new GreedySoup.Course(measure);
        for (Path model : bestFirst) {
            List<Path> together = course.with(model);
            course.add(model, alone.get(model), together.size() == 1 ? alone.get(model) : evaluate(together, heldOut));
        }
        return course.soup();
    }

    private Evaluation evaluate(List<Path> some, LongTailDataset split) {
        try (LmClip model = of(some)) {
            return model.evaluate(split);
        }
    }

    /** Closes the files. */
    @Override
    public void close() {
        models.values().forEach(SafetensorsFile::close);
    }
}
