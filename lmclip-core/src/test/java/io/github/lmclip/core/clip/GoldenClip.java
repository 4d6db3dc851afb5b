package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A small CLIP with stored weights, and the batch that the reference values were computed on. */
public final class GoldenClip implements AutoCloseable {

    private final Golden golden;
    private final JsonObject data;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Clip clip;

    private GoldenClip(Golden golden, Backbone backbone) {
        this.golden = golden;
        data = golden.index().getAsJsonObject("data");
        clip = Clip.of(backbone, manager);
    }

    public static GoldenClip open(GoldenSource source, Golden golden) {
        GoldenClip tiny = new GoldenClip(golden, backbone(golden.index().getAsJsonObject("clip_config")));
        String weights = golden.index().get("weights").getAsString();
        try (SafetensorsFile file = SafetensorsFile.open(source.file(weights))) {
            ClipWeights.load(tiny.clip, file);
        }
        return tiny;
    }

    static Backbone backbone(JsonObject config) {
        int resolution = config.get("image_resolution").getAsInt();
        int width = config.get("vision_width").getAsInt();
        JsonElement layers = config.get("vision_layers");
        ImageTower image = layers.isJsonArray()
                ? new ImageTower.ResNet(
                        resolution,
                        layers.getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsInt)
                                .toList(),
                        width)
                : new ImageTower.Vit(
                        resolution,
                        layers.getAsInt(),
                        width,
                        config.get("vision_patch_size").getAsInt());
        TextTower text = new TextTower(
                config.get("context_length").getAsInt(),
                config.get("vocab_size").getAsInt(),
                config.get("transformer_width").getAsInt(),
                config.get("transformer_heads").getAsInt(),
                config.get("transformer_layers").getAsInt());
        return new Backbone("golden", config.get("embed_dim").getAsInt(), image, text);
    }

    static AdamW.Settings settings(JsonObject optimizer) {
        return new AdamW.Settings(
                optimizer.getAsJsonArray("betas").get(0).getAsDouble(),
                optimizer.getAsJsonArray("betas").get(1).getAsDouble(),
                optimizer.get("eps").getAsDouble(),
                optimizer.get("weight_decay").getAsDouble());
    }

    /** Returns the fingerprints of parameters and running statistics after a step. */
    static JsonObject parametersOf(JsonObject step) {
        JsonObject all = step.getAsJsonObject("params").deepCopy();
        if (step.has("buffers") && step.get("buffers").isJsonObject()) {
            step.getAsJsonObject("buffers").entrySet().forEach(entry -> all.add(entry.getKey(), entry.getValue()));
        }
        return all;
    }

    /** Returns the largest difference between the published code in float32 and float64, over all steps. */
    static double noise(JsonObject perStep, String name) {
        return perStep.entrySet().stream()
                .filter(step -> step.getValue().getAsJsonObject().has(name))
                .mapToDouble(step -> step.getValue().getAsJsonObject().get(name).getAsDouble())
                .max()
                .orElse(0);
    }

    static double[] head(JsonObject print) {
        return print.getAsJsonArray("head").asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    public Clip clip() {
        return clip;
    }

    public NDManager manager() {
        return manager;
    }

    public NDArray images() {
        return array("image");
    }

    NDArray targets() {
        return array("label_one_hot");
    }

    public NDArray captions() {
        return array("caption").toType(DataType.INT64, false);
    }

    public NDArray labels() {
        return array("labels").toType(DataType.INT64, false);
    }

    public List<int[]> captionRows() {
        long[] shape = Golden.shape(data.get("caption"));
        int width = (int) shape[1];
        int[] flat = Arrays.stream(golden.longs(data.get("caption")))
                .mapToInt(id -> (int) id)
                .toArray();
        return IntStream.range(0, (int) shape[0])
                .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
                .toList();
    }

    private NDArray array(String name) {
        return manager.create(golden.floats(data.get(name)), new Shape(Golden.shape(data.get(name))));
    }

    Loss balancedLoss() {
        JsonObject config = golden.index().getAsJsonObject("loss_config");
        List<Double> weights =
                Arrays.stream(golden.doubles(data.get("class_weights"))).boxed().toList();
        return BalancedAsymmetricLoss.defaults()
                .withGammaNeg(config.get("gamma_neg").getAsDouble())
                .withGammaPos(config.get("gamma_pos").getAsDouble())
                .withMargin(config.get("clip").getAsDouble())
                .withEps(config.get("eps").getAsDouble())
                .withSmoothing(config.get("label_smoothing").getAsDouble())
                .withClassWeights(weights)
                .times(config.get("asl_mul").getAsDouble());
    }

    @Override
    public void close() {
        clip.close();
        manager.close();
    }
}
