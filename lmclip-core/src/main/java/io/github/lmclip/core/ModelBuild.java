package io.github.lmclip.core;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.engine.EngineThreads;
import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.image.PictureTransform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns wishes into a network that is filled and has words. */
final class ModelBuild {

    private final Wishes wishes;
    private final Blueprint blueprint;
    private final Backbone backbone;

    ModelBuild(Wishes wishes, Blueprint blueprint) {
        this.wishes = wishes;
        this.blueprint = blueprint;
        backbone = blueprint.backbone();
    }

    /** A model before it is handed out. */
    record Assembly(Clip clip, ModelCard card, ModelText text) {}

    /**
     * What a model is to tell apart, by what means, and where it is tested.
     *
     * @param extras the least that the network must have beside CLIP
     */
    record Task(List<String> classNames, List<ClassGroup> groups, ClipExtras extras, Optional<LongTailDataset> test) {}

    /** Builds a model and does some work on it; whatever goes wrong, its memory is released. */
    LmClip build(Task task, Consumer<Assembly> work) {
        ModelText text = text();
        ClipExtras told = new ClipExtras(
                task.extras().logitBias() || blueprint.biased(), task.extras().labels());
        ClipExtras extras =
                wishes.adapters.map(AdapterFile::extras).map(told::and).orElse(told);
        wishes.threads.ifPresent(EngineThreads::use);
        NDManager manager = NDManager.newBaseManager(wishes.device, Engines.PYTORCH);
        boolean finished = false;
        try {
            Clip clip = blueprint.build(manager, extras);
            wishes.adapters.ifPresent(file -> AdapterFile.addTo(clip, file));
            ModelCard card =
                    new ModelCard(backbone, task.classNames(), wishes.prompts, task.groups(), transform(), extras);
            work.accept(new Assembly(clip, card, text));
            LmClip model = new LmClip(manager, clip, card, text, task.test());
            finished = true;
            return model;
        } finally {
            if (!finished) {
                manager.close();
            }
        }
    }

    private PictureTransform transform() {
        return wishes.transform
                .orElse(PictureTransform.LM_CLIP)
                .withSize(backbone.image().resolution());
    }

    private ModelText text() {
        if (wishes.vocabulary.isEmpty() && backbone.text().equals(Backbone.TINY.text())) {
            return TinyClip.text();
        }
        Path file = wishes.vocabulary.orElseGet(wishes.hub::vocabulary);
        return ModelText.of(file.toString(), BpeVocabulary.read(file), backbone);
    }
}
