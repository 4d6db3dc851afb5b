package io.github.lmclip.examples.cli.weights;

import com.google.gson.JsonObject;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.checkpoint.BackboneJson;
import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lmclip inspect}: what a file of weights holds; nothing in it is run. */
@Command(
        name = "inspect",
        description = "Say which network a file of weights is for. Nothing in the file is run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  lmclip inspect ViT-B-16.pt", "  lmclip inspect laion-folder --json"})
public final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A file of weights or a model's folder.")
    private Path file;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        JsonObject found = new JsonObject();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            Backbone backbone = checkpoint.backbone();
            Collection<TensorInfo> tensors = checkpoint.tensors().tensors().values();
            found.addProperty("file", checkpoint.stored().name());
            found.addProperty("backbone", backbone.name());
            found.addProperty("naming", checkpoint.naming().id());
            found.addProperty("activation", backbone.activation().name());
            found.addProperty(
                    "configuration", checkpoint.configuration().orElse("none: heads and activation as OpenAI's"));
            found.addProperty(
                    "parameters",
                    tensors.stream().mapToLong(TensorInfo::elements).sum());
            found.addProperty("tensors", checkpoint.stored().tensors().size());
            found.addProperty("types", types(checkpoint.stored().tensors().values()));
            found.add("sizes", BackboneJson.write(backbone));
        }
        if (Files.isRegularFile(file)) {
            found.addProperty("sha256", hash());
        }
        print(found);
        return 0;
    }

    private static String types(Collection<TensorInfo> tensors) {
        Map<TensorType, Long> counts =
                tensors.stream().collect(Collectors.groupingBy(TensorInfo::type, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private String hash() {
        try {
            return Checksum.of(Checksum.Algorithm.SHA_256, file).hex();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void print(JsonObject found) {
        json.write(() -> found);
        found.entrySet()
                .forEach(entry -> System.out.printf(
                        "%-14s %s%n",
                        entry.getKey(),
                        entry.getValue().isJsonPrimitive() ? entry.getValue().getAsString() : entry.getValue()));
    }
}
