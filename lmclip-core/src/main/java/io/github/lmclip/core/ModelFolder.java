package io.github.lmclip.core;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            throw new UncheckedIOException("cannot write the vocabulary into " + folder, e);
        }
    }

    static LmClip load(Path path) {
        Path weights = Files.isDirectory(path) ? path.resolve(WEIGHTS) : path;
        NDManager manager = NDManager.newBaseManager(Device.cpu(), Engines.PYTORCH);
        boolean opened = false;
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            ModelCard card = ModelCard.read(weights.toString(), file.metadata());
            if (card.extras().labels() > 0 && !file.tensors().containsKey(Clip.LABELS)) {
                throw new WeightsException("%s says that its labels were trained, but has no tensor \"%s\""
                        .formatted(weights, Clip.LABELS));
            }
            Clip clip = Clip.of(card.backbone(), manager, card.extras());
            ClipWeights.load(clip, file);
            ModelText text = vocabulary(weights.resolveSibling(VOCABULARY), card.backbone());
            LmClip model = new LmClip(manager, clip, card, text, Optional.empty());
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
