package io.github.lmclip.examples.cli.weights;

import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.checkpoint.Conversion;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.TorchWriter;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip convert}: weights of any format and naming to safetensors or PyTorch, under OpenAI's names. */
@Command(
        name = "convert",
        description = "Write weights of any known format as safetensors or for PyTorch, under OpenAI's names.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip convert ViT-B-16.pt ViT-B-16.safetensors",
            "  lmclip convert runs/voc/best_valid_mAP.safetensors best_valid_mAP.pt     read by the published test.py"
        })
public final class ConvertCommand implements Callable<Integer> {

    /** What was written. */
    private record Result(String file, String backbone, int tensors) {}

    /** The types that can be asked for. */
    private enum Type {
        F32,
        F16,
        BF16
    }

    @Parameters(index = "0", paramLabel = "IN", description = "A file of weights or a model's folder.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "Ends in .safetensors, or in .pt for PyTorch.")
    private Path out;

    @Option(names = "--type", description = "F32, F16 or BF16 (default: as stored).")
    private Optional<Type> type = Optional.empty();

    @Option(
            names = "--bare",
            description = "Write a .pt file as a state dict alone, not as the published training code's checkpoints.")
    private boolean bare;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        String name = out.getFileName().toString();
        boolean torch = name.endsWith(".pt");
        if (!torch && !name.endsWith(".safetensors")) {
            throw new IllegalArgumentException("OUT must end in .safetensors or .pt, got %s".formatted(out));
        }
        Conversion conversion = new Conversion(type.map(wanted -> TensorType.valueOf(wanted.name())));
        try (Checkpoint source = Checkpoint.open(in)) {
            if (torch) {
                TorchWriter writer = TorchWriter.defaults();
                conversion.writeTorch(source, bare ? writer : writer.withEpoch(0), out);
            } else {
                conversion.writeSafetensors(source, out);
            }
            Result result = new Result(
                    out.toString(),
                    source.backbone().name(),
                    source.tensors().tensors().size());
            System.out.printf("%s: %s, %d tensors%n", result.file(), result.backbone(), result.tensors());
            json.write(() -> result);
        }
        return 0;
    }
}
