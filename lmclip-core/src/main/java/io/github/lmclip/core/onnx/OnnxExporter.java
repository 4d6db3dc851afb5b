package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.serve.LogitMap;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a network as ONNX graphs of standard operators, opset 17, with any number of pictures or texts at once. Batch
 * normalisation is folded into the convolutions; the last block of a transformer and the attention pool compute the one
 * token that is read. All this is exact but for rounding, {@link Precision#INT8} apart.
 */
public final class OnnxExporter {

    /** The newest that the checkers of stable Linux distributions know. */
    private static final long OPSET = 17;

    private static final long IR_VERSION = 8;
    /** The size that each run may choose. */
    static final String BATCH = "batch";

    /** The input of image towers. */
    static final String PIXELS = "pixels";

    private final Backbone backbone;
    private final Parameters parameters;
    private final float scale;
    private final float bias;

    private OnnxExporter(Backbone backbone, Parameters parameters, float scale, float bias) {
        this.backbone = backbone;
        this.parameters = parameters;
        this.scale = scale;
        this.bias = bias;
    }

    /** Returns an exporter of the parameters that {@code clip} has when something is written; it stays the caller's. */
    public static OnnxExporter of(Clip clip) {
        Parameters parameters = Parameters.of(clip);
        float scale = (float) Math.exp(parameters.of("logit_scale")[0]);
        float bias = clip.head().bias().isPresent() ? parameters.of("logit_bias")[0] : 0;
        return new OnnxExporter(clip.backbone(), parameters, scale, bias);
    }

    /**
     * Writes what the description's kind says, in its precision.
     *
     * @param description goes into the file
     * @param labels the classes' unit vectors [C][D]; read for a classifier only
     * @return what came of it
     * @throws IllegalArgumentException if a classifier's labels are not as many as the description names, or a network of
     *     convolutions is wished in int8 without pictures to find its ranges from
     * @throws io.github.lmclip.core.LmClipException if ranges must be found and ONNX Runtime is not on the class path
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public ExportReport write(Path file, ModelDescription description, float[][] labels, ExportOptions options) {
        PlanSearch.Found found = plan(description, options);
        OnnxGraph graph = new OnnxGraph(description.kind().label(), description.precision() == Precision.FLOAT16);
        Layers layers = new Layers(graph, parameters);
        Dense dense = description.precision() == Precision.INT8 ? new DynamicInt8() : Dense.FLOAT;
        switch (description.kind()) {
            case CLASSIFIER -> {
                String logits = classifier(layers, dense, found.plan(), description, labels);
                options.calibration()
                        .ifPresent(fitted -> new CalibrationGraph(graph, labels.length).write(logits, fitted));
            }
            case IMAGE_ENCODER -> unit(graph, imageFeatures(layers, dense, found.plan()), true);
            case TEXT_ENCODER -> unit(graph, textFeatures(layers, dense), true);
        }
        ModelDescription whole = description.withLogits(new LogitMap(scale, bias));
        new OnnxFile(file, options.externalAbove()).write(model(whole), graph);
        return found.report();
    }

    private PlanSearch.Found plan(ModelDescription description, ExportOptions options) {
        boolean convolutions = backbone.image() instanceof ImageTower.ResNet;
        if (description.precision() != Precision.INT8
                || !convolutions
                || description.kind() == ModelKind.TEXT_ENCODER) {
            return new PlanSearch.Found(IntegerPlan.NONE, ExportReport.PLAIN);
        }
        StaticInt8 wish = options.staticInt8()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s has convolutions, whose ranges in int8 are found from pictures; expected some, or %s or %s"
                                .formatted(backbone.name(), Precision.FLOAT32.label(), Precision.FLOAT16.label())));
        try {
            PlanTrials trials = new PlanTrials(backbone, parameters, description.transform(), wish);
            return new PlanSearch(trials, wish.leastAgreement()).find();
        } catch (NoClassDefFoundError e) {
            throw new LmClipException(
                    "ranges are found by ONNX Runtime, which is not on the class path (%s); add com.microsoft.onnxruntime:onnxruntime"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private String classifier(
            Layers layers, Dense dense, IntegerPlan plan, ModelDescription description, float[][] labels) {
        int classes = labels.length;
        if (classes != description.labels().size()) {
            throw new IllegalArgumentException("expected a vector for each of the %d labels, got %d"
                    .formatted(description.labels().size(), classes));
        }
        OnnxGraph graph = layers.graph();
        String embedding = unit(graph, imageFeatures(layers, dense, plan), false);
        String matrix = graph.weight("labels", () -> columns(labels), backbone.embedding(), classes);
        String cosine = graph.node("MatMul", embedding, matrix);
        String scaled = graph.node("Mul", cosine, graph.scalar(scale));
        String logits = bias == 0 ? scaled : graph.node("Add", scaled, graph.scalar(bias));
        graph.output("cosine", cosine, BATCH, classes);
        graph.output("logits", logits, BATCH, classes);
        graph.output("softmax", graph.softmax(logits), BATCH, classes);
        return logits;
    }

    private float[] columns(float[][] labels) {
        float[] columns = new float[labels.length * backbone.embedding()];
        for (int label = 0; label < labels.length; label++) {
            for (int i = 0; i < backbone.embedding(); i++) {
                columns[i * labels.length + label] = labels[label][i];
            }
        }
        return columns;
    }

    /** Declares the pictures of a backbone, [N, 3, R, R]. */
    static String pictures(OnnxGraph graph, Backbone backbone) {
        int side = backbone.image().resolution();
        return graph.input(PIXELS, DataType.FLOAT, BATCH, 3, side, side);
    }

    private String imageFeatures(Layers layers, Dense dense, IntegerPlan plan) {
        String pictures = pictures(layers.graph(), backbone);
        if (backbone.image() instanceof ImageTower.Vit vit) {
            return new VisionGraph(layers, dense, vit, backbone.embedding(), backbone.activation()).write(pictures);
        }
        Signals signals = new Signals(layers.graph(), plan);
        return new ResNetGraph(layers, signals, (ImageTower.ResNet) backbone.image(), backbone.embedding())
                .write(pictures);
    }

    private String textFeatures(Layers layers, Dense dense) {
        String ids = layers.graph().input("ids", DataType.INT64, BATCH, "length");
        return new TextGraph(layers, dense, backbone.text(), backbone.embedding(), backbone.activation()).write(ids);
    }

    /** Returns the features divided by their lengths, which become an output; the features do where that is wished. */
    private String unit(OnnxGraph graph, String features, boolean raw) {
        String length = graph.node(
                "ReduceL2", List.of(features), Attribute.numbers("axes", 1), Attribute.number("keepdims", 1));
        String embedding = graph.node("Div", features, length);
        if (raw) {
            graph.output("features", features, BATCH, backbone.embedding());
        }
        graph.output("embedding", embedding, BATCH, backbone.embedding());
        return embedding;
    }

    /** Returns a model of nothing yet. */
    static ModelProto.Builder bareModel() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("lm-clip")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
    }

    private static ModelProto model(ModelDescription description) {
        ModelProto.Builder model =
                bareModel().setProducerVersion(description.version()).setDocString(description.summary());
        for (Map.Entry<String, String> entry : description.metadata().entrySet()) {
            model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(entry.getKey()).setValue(entry.getValue()));
        }
        return model.build();
    }
}
