package io.github.lmclip.core;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.lmclip.core.clip.Adapters;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorContent;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adapters alone as a safetensors file: A and B of every adapted matrix, what the network has beside CLIP's parameters, and as
 * metadata how they are added and the hash of the weights that they were trained on.
 */
final class AdapterFile {

    private static final String KEY = "lmclip.lora";
    private static final int VERSION = 1;

    private final Clip clip;
    private Optional<String> base = Optional.empty();

    /** Is about to write the adapters of a network, whose own weights do not change from now on. */
    AdapterFile(Clip clip) {
        this.clip = clip;
    }

    /**
     * Writes the adapters, in place of a file that is there already.
     *
     * @throws IllegalStateException if the network has none
     */
    void save(Path file) {
        Adapters adapters = clip.adapters()
                .orElseThrow(() -> new IllegalStateException(
                        "this model has no adapters; train it with TrainingOptions.withLora(...)"));
        base = base.or(() -> Optional.of(BaseHash.of(clip)));
        List<TensorContent> tensors = new ArrayList<>();
        stored(clip, adapters).forEach((name, parameter) -> {
            NDArray array = parameter.getArray();
            tensors.add(
                    TensorContent.of(name, TensorType.F32, array.getShape().getShape(), () -> HostMemory.read(array)));
        });
        SafetensorsWriter.defaults()
                .withMetadata(Map.of(KEY, text(adapters.lora(), base.orElseThrow())))
                .write(file, tensors);
    }

    private static Map<String, Parameter> stored(Clip clip, Adapters adapters) {
        Map<String, Parameter> stored = new LinkedHashMap<>(adapters.parameters());
        clip.parameters().forEach((name, parameter) -> {
            if (!Adapters.isBase(name)) {
                stored.put(name, parameter);
            }
        });
        return stored;
    }

    private String text(Lora lora, String hash) {
        JsonObject text = new JsonObject();
        text.addProperty("version", VERSION);
        text.addProperty("backbone", clip.backbone().name());
        text.addProperty("rank", lora.rank());
        text.addProperty("alpha", lora.alpha());
        text.addProperty("tower", lora.tower().name());
        text.addProperty("maps", lora.maps().name());
        text.addProperty("base", hash);
        return text.toString();
    }

    /** Returns what a file holds beside adapters. */
    static ClipExtras extras(Path file) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            return ClipWeights.extras(stored);
        }
    }

    /**
     * Adds the adapters of a file to a network's weights for good.
     *
     * @throws WeightsException if they are broken, or were trained on other weights
     */
    static void addTo(Clip clip, Path file) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            JsonObject text = text(stored);
            String found = BaseHash.of(clip);
            String expected = text.get("base").getAsString();
            if (!expected.equals(found)) {
                throw new WeightsException(
                        "%s was trained on weights of %s with the SHA-256 %s, these are of %s with %s"
                                .formatted(
                                        file,
                                        text.get("backbone").getAsString(),
                                        expected,
                                        clip.backbone().name(),
                                        found));
            }
            clip.adapt(lora(text), 0);
            read(stored, clip);
            clip.mergeAdapters();
        } catch (JsonParseException
                | NullPointerException
                | UnsupportedOperationException
                | IllegalArgumentException
                | IllegalStateException e) {
            throw new WeightsException("%s has a broken description: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static JsonObject text(SafetensorsFile stored) {
        String text = stored.metadata().get(KEY);
        if (text == null) {
            throw new WeightsException(
                    "%s holds no adapters: its metadata has no entry \"%s\"".formatted(stored.name(), KEY));
        }
        JsonObject parsed = JsonParser.parseString(text).getAsJsonObject();
        int version = parsed.get("version").getAsInt();
        if (version > VERSION) {
            throw new WeightsException(
                    "%s is of version %d, this library reads up to %d".formatted(stored.name(), version, VERSION));
        }
        return parsed;
    }

    private static Lora lora(JsonObject text) {
        return new Lora(
                text.get("rank").getAsInt(),
                text.get("alpha").getAsDouble(),
                Lora.Tower.valueOf(text.get("tower").getAsString()),
                Lora.Maps.valueOf(text.get("maps").getAsString()));
    }

    private static void read(SafetensorsFile stored, Clip clip) {
        Map<String, Parameter> expected =
                clip.adapters().map(all -> stored(clip, all)).orElseThrow();
        try (GradientMode off = GradientMode.off()) {
            expected.forEach((name, parameter) -> {
                NDArray array = parameter.getArray();
                TensorInfo info = stored.tensors().get(name);
                boolean ownExtra = info == null && !Adapters.isAdapter(name);
                if (!ownExtra) {
                    requireShape(stored, name, array.getShape().getShape(), info);
                    HostMemory.write(array, memory -> stored.read(name, memory));
                }
            });
        }
    }

    private static void requireShape(SafetensorsFile stored, String name, long[] shape, TensorInfo found) {
        if (found == null || !Arrays.equals(found.dimensions(), shape)) {
            throw new WeightsException("%s: expected %s of shape %s, got %s"
                    .formatted(stored.name(), name, Arrays.toString(shape), found == null ? "none" : found.shape()));
        }
    }
}
