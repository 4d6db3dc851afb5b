package io.github.lmclip.core;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.LogitHead;
import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.watch.WriteFailure;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.LongTailDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A model on disk: {@code model.safetensors}, which describes itself, beside the vocabulary's file. */
final class ModelFolder {

    /** The file of weights in a saved model. */
    static final String WEIGHTS = "model.safetensors";

    private static final String VOCABULARY = "vocabulary.txt.gz";

    private ModelFolder() {}

    static void save(Path folder, Clip clip, ModelCard card, ModelText text) {
        saveVocabulary(folder, text);
        saveWeights(folder.resolve(WEIGHTS), clip, card);
    }

    static void saveWeights(Path file, Clip clip, ModelCard card) {
        ClipWeights.save(clip, card.metadata(), file);
    }

    static void saveVocabulary(Path folder, ModelText text) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(VOCABULARY), text.file());
        } catch (IOException e) {
            throw WriteFailure.of(folder.resolve(VOCABULARY), e);
        }
    }

    static LmClip load(Path path) {
        try (SafetensorsFile file = SafetensorsFile.open(weightsIn(path))) {
            ModelCard card = ModelCard.read(file.name(), file.metadata());
            return open(card, textBeside(path, card.backbone()), file, Optional.empty());
        }
    }

    /**
     * Returns the file of weights of a model's folder, the best model of a run's folder, or the file itself.
     *
     * @throws IllegalArgumentException if there is nothing of that name, or no model in the folder
     */
    static Path weightsIn(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("%s: no such file or folder, expected a model or a run".formatted(path));
        }
        if (!Files.isDirectory(path)) {
            return path;
        }
        Path saved = path.resolve(WEIGHTS);
        return Files.exists(saved) ? saved : RunCheckpoint.BEST_TOTAL.existingIn(path);
    }

    /** Returns the words of a model: the vocabulary beside its weights. */
    static ModelText textBeside(Path path, Backbone backbone) {
        return vocabulary(weightsIn(path).resolveSibling(VOCABULARY), backbone);
    }

    /** Builds a model and fills it with weights, which stay the caller's. */
    static LmClip open(ModelCard card, ModelText text, WeightFile weights, Optional<LongTailDataset> test) {
        NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
        boolean opened = false;
        try {
            if (card.extras().labels() > 0 && !weights.tensors().containsKey(LogitHead.LABELS)) {
                throw new WeightsException("%s says that its labels were trained, but has no tensor \"%s\""
                        .formatted(weights.name(), LogitHead.LABELS));
            }
            Clip clip = Clip.of(card.backbone(), manager, card.extras());
            ClipWeights.load(clip, weights);
            LmClip model = new LmClip(manager, clip, card, text, test);
            opened = true;
            return model;
        } finally {
            if (!opened) {
                manager.close();
            }
        }
    }

    private static ModelText vocabulary(Path file, Backbone backbone) {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException("%s is missing beside the weights".formatted(file));
        }
        return ModelText.of(file.toString(), BpeVocabulary.read(file), backbone);
    }
}
