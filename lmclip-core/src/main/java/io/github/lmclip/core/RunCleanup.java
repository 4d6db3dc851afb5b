package io.github.lmclip.core;

import io.github.lmclip.core.train.FolderMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the large files out of a run's folder; settings and metrics stay. */
public final class RunCleanup {

    private RunCleanup() {}

    /** Deletes the models; a run that was stopped can still go on. */
    public static void discardModels(Path folder) {
        try (DirectoryStream<Path> weights = Files.newDirectoryStream(folder, "*.safetensors")) {
            for (Path file : weights) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + folder + ": " + e, e);
        }
    }

    /** Deletes the models and what only a run that goes on needs. */
    public static void discardAll(Path folder) {
        FolderMemory.forget(folder.resolve("state"));
        discardModels(folder);
    }
}
