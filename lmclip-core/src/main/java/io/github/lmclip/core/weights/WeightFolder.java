package io.github.lmclip.core.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Picks the file of weights in a folder, by the names that libraries give it; safetensors first. */
final class WeightFolder {

    private static final String SAFETENSORS_INDEX = ".safetensors.index.json";

    private static final List<String> USUAL = List.of(
            "model.safetensors",
            "model" + SAFETENSORS_INDEX,
            "open_clip_model.safetensors",
            "open_clip_model" + SAFETENSORS_INDEX,
            "pytorch_model.bin",
            "pytorch_model.bin.index.json",
            "open_clip_pytorch_model.bin");

    private WeightFolder() {}

    static Path choose(Path folder) {
        for (String name : USUAL) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        List<Path> indices = indices(folder);
        if (indices.size() == 1) {
            return indices.get(0);
        }
        throw new WeightsException("%s: expected one of %s or one *%s in the folder, got %s"
                .formatted(
                        folder, USUAL, SAFETENSORS_INDEX, indices.isEmpty() ? "none" : indices.size() + " of these"));
    }

    private static List<Path> indices(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(file -> file.toString().endsWith(SAFETENSORS_INDEX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the folder cannot be listed".formatted(folder), e);
        }
    }
}
