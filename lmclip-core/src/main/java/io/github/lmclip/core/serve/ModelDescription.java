package io.github.lmclip.core.serve;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.lmclip.data.image.ColourTriple;
import io.github.lmclip.data.image.Framing;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.image.Resampling;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an ONNX file says about itself, as strings in its metadata, so that other programs can read it too.
 *
 * @param kind which part of the model it is
 * @param precision its numbers
 * @param backbone the network's name
 * @param version of the library that wrote it
 * @param licence what holds for the weights
 * @param labels the classes, in the order of the scores; empty for encoders
 * @param prompts the sentences that the labels were put into, with {@code {}} for the label
 * @param thresholds the logit from which on each label counts as present; empty where none were fitted
 * @param calibrated whether the file gives probabilities
 * @param transform how a picture becomes pixels
 * @param logits how cosines become logits; absent in files that were written before encoders told it
 * @param wording how texts become token ids; of text encoders
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record ModelDescription(
        ModelKind kind,
        Precision precision,
        String backbone,
        String version,
        String licence,
        List<String> labels,
        List<String> prompts,
        List<Double> thresholds,
        boolean calibrated,
        PictureTransform transform,
        Optional<LogitMap> logits,
        Optional<Wording> wording)
        implements ModelDescriptionCopies.With {

    private static final String FORMAT = "1";
    private static final String PREFIX = "lmclip.";

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are thresholds but not as many as labels
     */
    public ModelDescription {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(backbone, "backbone");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(transform, "transform");
        Objects.requireNonNull(logits, "logits");
        Objects.requireNonNull(wording, "wording");
        labels = List.copyOf(labels);
        prompts = List.copyOf(prompts);
        thresholds = List.copyOf(thresholds);
        if (!thresholds.isEmpty() && thresholds.size() != labels.size()) {
            throw new IllegalArgumentException("expected a threshold for each of the %d labels, got %d"
                    .formatted(labels.size(), thresholds.size()));
        }
    }

    /** Describes a file that tells neither how cosines become logits nor how texts become tokens. */
    public ModelDescription(
            ModelKind kind,
            Precision precision,
            String backbone,
            String version,
            String licence,
            List<String> labels,
            List<String> prompts,
            List<Double> thresholds,
            boolean calibrated,
            PictureTransform transform) {
        this(
                kind,
                precision,
                backbone,
                version,
                licence,
                labels,
                prompts,
                thresholds,
                calibrated,
                transform,
                Optional.empty(),
                Optional.empty());
    }

    /** Returns this description with the way from cosines to logits. */
    public ModelDescription withLogits(LogitMap map) {
        return withLogits(Optional.of(map));
    }

    /** Returns this description with the way from texts to tokens. */
    public ModelDescription withWording(Wording words) {
        return withWording(Optional.of(words));
    }

    /** Returns the description of a classifier of other labels, without thresholds. */
    ModelDescription labelled(List<String> names, List<String> sentences) {
        return with(copy -> copy.kind(ModelKind.CLASSIFIER)
                .labels(names)
                .prompts(sentences)
                .thresholds(List.of())
                .calibrated(false)
                .wording(Optional.empty()));
    }

    /** Returns one line for readers. */
    public String summary() {
        return kind == ModelKind.CLASSIFIER
                ? "CLIP %s, %s of %d labels".formatted(backbone, kind.label(), labels.size())
                : "CLIP %s, %s".formatted(backbone, kind.label());
    }

    /** Returns the entries of the file's metadata; lists and the transform are JSON. */
    public Map<String, String> metadata() {
        Gson gson = new Gson();
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(PREFIX + "format", FORMAT);
        entries.put(PREFIX + "kind", kind.label());
        entries.put(PREFIX + "precision", precision.label());
        entries.put(PREFIX + "backbone", backbone);
        entries.put(PREFIX + "version", version);
        entries.put(PREFIX + "licence", licence);
        entries.put(PREFIX + "labels", gson.toJson(labels));
        entries.put(PREFIX + "prompts", gson.toJson(prompts));
        entries.put(PREFIX + "thresholds", gson.toJson(thresholds));
        entries.put(PREFIX + "calibrated", Boolean.toString(calibrated));
        entries.put(PREFIX + "transform", gson.toJson(transform));
        logits.ifPresent(map -> entries.put(PREFIX + "logits", gson.toJson(map)));
        wording.ifPresent(words -> entries.put(PREFIX + "wording", gson.toJson(words)));
        return entries;
    }

    /**
     * Reads the metadata of a file.
     *
     * @param file named in messages
     * @throws OnnxModelException if an entry is missing or broken, or the format is newer than this library's
     */
    public static ModelDescription read(String file, Map<String, String> metadata) {
        Entries entries = new Entries(file, metadata);
        String format = entries.text("format");
        if (!format.equals(FORMAT)) {
            throw new OnnxModelException(
                    "%s is of format %s, this library reads format %s".formatted(file, format, FORMAT));
        }
        try {
            return new ModelDescription(
                    ModelKind.of(entries.text("kind")),
                    Precision.of(entries.text("precision")),
                    entries.text("backbone"),
                    entries.text("version"),
                    entries.text("licence"),
                    entries.list("labels"),
                    entries.list("prompts"),
                    entries.list("thresholds").stream().map(Double::valueOf).toList(),
                    Boolean.parseBoolean(entries.text("calibrated")),
                    transform(entries.object("transform")),
                    entries.optional("logits").map(ModelDescription::logits),
                    entries.optional("wording").map(ModelDescription::wording));
        } catch (JsonParseException
                | NullPointerException
                | IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException e) {
            throw new OnnxModelException("%s has broken metadata: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** By hand, since a record's own complaint would come wrapped into an untyped exception. */
    private static PictureTransform transform(JsonObject json) {
        return new PictureTransform(
                Framing.valueOf(json.get("framing").getAsString()),
                Resampling.valueOf(json.get("resampling").getAsString()),
                json.get("size").getAsInt(),
                colours(json.getAsJsonObject("mean")),
                colours(json.getAsJsonObject("std")));
    }

    private static LogitMap logits(JsonObject json) {
        return new LogitMap(json.get("scale").getAsFloat(), json.get("bias").getAsFloat());
    }

    private static Wording wording(JsonObject json) {
        return new Wording(
                json.get("positions").getAsInt(), json.get("vocabulary").getAsString());
    }

    private static ColourTriple colours(JsonObject json) {
        return new ColourTriple(
                json.get("red").getAsFloat(),
                json.get("green").getAsFloat(),
                json.get("blue").getAsFloat());
    }

    private record Entries(String file, Map<String, String> metadata) {

        String text(String name) {
            String text = metadata.get(PREFIX + name);
            if (text == null) {
                throw new OnnxModelException("%s is no model of this library: its metadata has no entry \"%s%s\""
                        .formatted(file, PREFIX, name));
            }
            return text;
        }

        List<String> list(String name) {
            List<String> words = new ArrayList<>();
            JsonParser.parseString(text(name)).getAsJsonArray().forEach(word -> words.add(word.getAsString()));
            return words;
        }

        Optional<JsonObject> optional(String name) {
            return metadata.containsKey(PREFIX + name) ? Optional.of(object(name)) : Optional.empty();
        }

        JsonObject object(String name) {
            return JsonParser.parseString(text(name)).getAsJsonObject();
        }
    }
}
