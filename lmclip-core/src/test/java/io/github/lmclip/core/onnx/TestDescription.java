package io.github.lmclip.core.onnx;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.image.PictureTransform;
import java.util.List;
import java.util.stream.IntStream;

/** What exported files of these tests say of themselves. */
final class TestDescription {

    private TestDescription() {}

    /**
     * Describes a model.
     *
     * @param labels how many there are, named by their numbers; 0 for encoders
     */
    static ModelDescription of(Backbone backbone, ModelKind kind, Precision precision, int labels) {
        return new ModelDescription(
                kind,
                precision,
                backbone.name(),
                "test",
                "none",
                IntStream.range(0, labels).mapToObj(id -> "label " + id).toList(),
                List.of(),
                List.of(),
                false,
                PictureTransform.LM_CLIP.withSize(backbone.image().resolution()));
    }
}
