package io.github.lmclip.core.hub;

import java.nio.file.Path;
import java.util.Map;

/**
 * The files of a repository that are on this machine, all in one folder.
 *
 * @param weights the file to open: the weights, or the index of their shards
 * @param companions configurations and vocabularies beside it, by file name
 */
public record RepositoryFiles(Path weights, Map<String, Path> companions) {

    /** Keeps a copy. */
    public RepositoryFiles {
        companions = Map.copyOf(companions);
    }
}
