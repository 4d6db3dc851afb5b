package io.github.lmclip.examples.cli.weights;

import com.google.gson.JsonObject;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.core.onnx.ExportReport;
import io.github.lmclip.core.onnx.StaticInt8;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.Picture;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.options.PictureFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip export}: writes a saved model or a run's checkpoint as ONNX. */
@Command(
        name = "export",
        description = "Write a model as an ONNX file, which needs neither this library nor its engine to run.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip export runs/quickstart/best_valid_mAP.safetensors shapes.onnx",
            "  lmclip export lmclip-voc text.onnx --kind text-encoder",
            "  lmclip export lmclip-voc small.onnx --precision int8",
            "  lmclip export lmclip-rn50 small.onnx --precision int8 --calibrate photos"
        })
public final class ExportCommand implements Callable<Integer> {

    /** More pictures find no better ranges. */
    private static final int MOST = 400;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description =
                    "A saved model's folder, a .safetensors of a run, or a run's folder, of which its best model is taken.")
    private Path model;

    @Parameters(index = "1", paramLabel = "OUT.onnx", description = "The file to write.")
    private Path out;

    @Option(
            names = "--kind",
            description = "classifier, image-encoder or text-encoder (default: ${DEFAULT-VALUE}).",
            defaultValue = "classifier")
    private String kind;

    @Option(
            names = "--precision",
            description = "fp32, fp16 or int8 (default: ${DEFAULT-VALUE}).",
            defaultValue = "fp32")
    private String precision;

    @Option(
            names = "--calibrate",
            description =
                    "Pictures like those to classify, files or folders, to find the ranges of a ResNet in int8 from; of more than "
                            + MOST + " as many are taken evenly.",
            paramLabel = "DIR|FILE")
    private List<Path> calibrate = List.of();

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        ExportOptions options =
                ExportOptions.defaults().withKind(ModelKind.of(kind)).withPrecision(Precision.of(precision));
        if (!calibrate.isEmpty()) {
            options = options.withStaticInt8(Optional.of(StaticInt8.of(pictures())));
        }
        Path weights = LmClip.weightsIn(model);
        try (LmClip clip = LmClip.load(weights)) {
            ExportReport report = clip.exportOnnx(out, options);
            System.out.printf(
                    "%s holds %s of %s in %s, made of %s.%n",
                    out, kind, clip.backbone().name(), precision, weights);
            if (report.convolutions() > 0) {
                System.out.printf(
                        "Centred cosine with the features in float: %.4f; %d of %d convolutions and %s sums stayed in float.%n",
                        report.agreement(),
                        report.floats().size(),
                        report.convolutions(),
                        report.floatSums() ? "all" : "no");
            }
            json.write(() -> json(clip, weights, report));
        }
        return 0;
    }

    private JsonObject json(LmClip clip, Path weights, ExportReport report) {
        JsonObject result = new JsonObject();
        result.addProperty("file", out.toString());
        result.addProperty("model", weights.toString());
        result.addProperty("kind", kind);
        result.addProperty("backbone", clip.backbone().name());
        result.addProperty("precision", precision);
        if (report.convolutions() > 0) {
            result.addProperty("agreement", report.agreement());
            result.addProperty("convolutions", report.convolutions());
            result.addProperty("convolutionsInFloat", report.floats().size());
        }
        return result;
    }

    private List<Picture> pictures() {
        List<Path> files = PictureFiles.under(calibrate);
        int count = Math.min(MOST, files.size());
        return IntStream.range(0, count)
                .mapToObj(i -> Picture.file(files.get((int) ((long) i * files.size() / count))))
                .toList();
    }
}
