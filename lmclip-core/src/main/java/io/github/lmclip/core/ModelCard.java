package io.github.lmclip.core;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.lmclip.core.checkpoint.BackboneJson;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.image.PictureTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model file says about itself beside its weights.
 *
 * @param backbone the network's sizes
 * @param classNames the classes, in the order of the scores
 * @param prompts the sentences that the classes are put into
 * @param groups each class's group by its training images; all HEAD where nothing was trained
 * @param transform how a picture becomes pixels
 * @param extras what the network has beside CLIP
 */
record ModelCard(
        Backbone backbone,
        List<String> classNames,
        PromptTemplates prompts,
        List<ClassGroup> groups,
        PictureTransform transform,
        ClipExtras extras) {

    private static final String KEY = BackboneJson.METADATA;

    private static final int VERSION = 3;

    /** Has no words for trained labels. */
    private static final int SECOND_VERSION = 2;

    /** Has none either for an activation, heads and hidden channels that are not as in OpenAI's models. */
    private static final int FIRST_VERSION = 1;

    private static final String LICENCE =
            "The weights are under the licence of those that they were trained from, and of the pictures.";

    ModelCard {
        classNames = List.copyOf(classNames);
        groups = List.copyOf(groups);
    }

    /** Returns this card for a network that has something else beside CLIP. */
    ModelCard withExtras(ClipExtras other) {
        return new ModelCard(backbone, classNames, prompts, groups, transform, other);
    }

    /** Returns how a model of another network or of other classes is of another kind, in words. */
    Optional<String> differenceOfKind(ModelCard other) {
        if (!backbone.equals(other.backbone)) {
            return Optional.of("network: %s, expected %s".formatted(other.backbone, backbone));
        }
        if (classNames.size() != other.classNames.size()) {
            return Optional.of("classes: %d, expected %d".formatted(other.classNames.size(), classNames.size()));
        }
        return IntStream.range(0, classNames.size())
                .filter(id -> !classNames.get(id).equals(other.classNames.get(id)))
                .mapToObj(id -> "class %d is \"%s\", expected \"%s\""
                        .formatted(id, other.classNames.get(id), classNames.get(id)))
                .findFirst();
    }

    /** Returns what another model has beside its weights and this one has not, in words. */
    Optional<String> difference(ModelCard other) {
        return differenceOfKind(other)
                .or(() -> difference("prompts", prompts, other.prompts))
                .or(() -> difference("groups", groups, other.groups))
                .or(() -> difference("transform", transform, other.transform))
                .or(() -> difference("beside CLIP", extras, other.extras));
    }

    private static Optional<String> difference(String name, Object expected, Object found) {
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of("%s: %s, expected %s".formatted(name, found, expected));
    }

    /** Returns the metadata of a model file. */
    Map<String, String> metadata() {
        JsonObject sizes = BackboneJson.write(backbone);
        JsonObject card = new JsonObject();
        card.addProperty("version", version(sizes));
        card.add("backbone", sizes);
        JsonArray names = new JsonArray();
        classNames.forEach(names::add);
        card.add("classNames", names);
        card.add("prompts", new Gson().toJsonTree(prompts.templates()));
        JsonArray kinds = new JsonArray();
        groups.forEach(group -> kinds.add(group.name()));
        card.add("groups", kinds);
        card.add("transform", new Gson().toJsonTree(transform));
        card.addProperty("logitBias", extras.logitBias());
        if (extras.labels() > 0) {
            card.addProperty("trainedLabels", true);
        }
        return Map.of(KEY, card.toString());
    }

    /** Returns the first version that can say all of this, so that older readers read what they can. */
    private int version(JsonObject sizes) {
        if (extras.labels() > 0) {
            return VERSION;
        }
        return BackboneJson.isFirstVersion(sizes) ? FIRST_VERSION : SECOND_VERSION;
    }

    /** Returns what an ONNX file of a part of this model says about itself. */
    ModelDescription description(ExportOptions options) {
        boolean labelled = options.kind() == ModelKind.CLASSIFIER;
        return new ModelDescription(
                options.kind(),
                options.precision(),
                backbone.name(),
                Optional.ofNullable(ModelCard.class.getPackage().getImplementationVersion())
                        .orElse("unpackaged"),
                LICENCE,
                labelled ? classNames : List.of(),
                options.kind() == ModelKind.IMAGE_ENCODER ? List.of() : prompts.templates(),
                labelled ? options.thresholds() : List.of(),
                labelled && options.calibration().isPresent(),
                transform);
    }

    /**
     * Reads the metadata of a model file.
     *
     * @param file named in messages
     * @throws WeightsException if the metadata is not this library's, or is of a newer version
     */
    static ModelCard read(String file, Map<String, String> metadata) {
        String text = metadata.get(KEY);
        if (text == null) {
            throw new WeightsException(
                    "%s is no model of this library: its metadata has no entry \"%s\"".formatted(file, KEY));
        }
        try {
            return parse(file, JsonParser.parseString(text).getAsJsonObject());
        } catch (JsonParseException
                | NullPointerException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException e) {
            throw new WeightsException("%s has a broken description: %s".formatted(file, e.getMessage()));
        }
    }

    private static ModelCard parse(String file, JsonObject card) {
        int version = card.get("version").getAsInt();
        if (version > VERSION) {
            throw new WeightsException(
                    "%s is of version %d, this library reads up to %d".formatted(file, version, VERSION));
        }
        Backbone backbone = BackboneJson.read(card.getAsJsonObject("backbone"));
        List<String> names = new ArrayList<>();
        card.getAsJsonArray("classNames").forEach(name -> names.add(name.getAsString()));
        List<ClassGroup> groups = new ArrayList<>();
        card.getAsJsonArray("groups").forEach(group -> groups.add(ClassGroup.valueOf(group.getAsString())));
        PictureTransform transform = new Gson().fromJson(card.get("transform"), PictureTransform.class);
        return new ModelCard(
                backbone,
                names,
                prompts(card),
                groups,
                transform,
                new ClipExtras(card.get("logitBias").getAsBoolean(), card.has("trainedLabels") ? names.size() : 0));
    }

    /** The first files of this version had no prompts of their own. */
    private static PromptTemplates prompts(JsonObject card) {
        if (!card.has("prompts")) {
            return PromptTemplates.LM_CLIP;
        }
        List<String> templates = new ArrayList<>();
        card.getAsJsonArray("prompts").forEach(template -> templates.add(template.getAsString()));
        return new PromptTemplates(templates);
    }
}
