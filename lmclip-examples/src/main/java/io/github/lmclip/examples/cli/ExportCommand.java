package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.onnx.ExportOptions;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            "  lmclip export lmclip-voc small.onnx --precision int8"
        })
final class ExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = "A saved model's folder, or a .safetensors of a run.")
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

    @Override
    public Integer call() {
        ExportOptions options =
                ExportOptions.defaults().withKind(ModelKind.of(kind)).withPrecision(Precision.of(precision));
        try (LmClip clip = LmClip.load(model)) {
            clip.exportOnnx(out, options);
            System.out.printf(
                    "%s holds %s of %s in %s.%n", out, kind, clip.backbone().name(), precision);
        }
        return 0;
    }
}
