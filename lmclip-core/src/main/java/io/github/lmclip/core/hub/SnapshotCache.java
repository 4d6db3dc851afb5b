package io.github.lmclip.core.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder of repositories as Hugging Face's own library lays it out: {@code models--owner--name} with {@code
 * refs/revision}, which holds a commit, and {@code snapshots/commit}, which holds the files.
 *
 * @param root the folder
 */
record SnapshotCache(Path root) {

    /** Returns the files of a repository, if all that its weights need are there. */
    Optional<RepositoryFiles> find(HubRepository repository) {
        Path snapshot = snapshot(repository);
        return RepositoryLayout.WEIGHTS.stream()
                .map(snapshot::resolve)
                .filter(SnapshotCache::isWhole)
                .findFirst()
                .map(weights -> new RepositoryFiles(weights, companions(snapshot)));
    }

    /** Returns where the files of a revision are, or belong. */
    Path snapshot(HubRepository repository) {
        Path folder = root.resolve(repository.folder());
        Path ref = folder.resolve("refs").resolve(repository.revision());
        String commit = repository.revision();
        if (Files.isRegularFile(ref)) {
            try {
                commit = Files.readString(ref).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + ref, e);
            }
        }
        return folder.resolve("snapshots").resolve(commit.replace('/', '-'));
    }

    /** Notes which commit a revision means. */
    void refer(HubRepository repository, String commit) {
        Path ref = root.resolve(repository.folder()).resolve("refs").resolve(repository.revision());
        try {
            Files.createDirectories(ref.getParent());
            Path beside = Files.createTempFile(ref.getParent(), "ref", ".part");
            Files.writeString(beside, commit);
            Files.move(beside, ref, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + ref, e);
        }
    }

    private static boolean isWhole(Path weights) {
        return Files.isRegularFile(weights)
                && (!weights.endsWith(RepositoryLayout.INDEX)
                        || RepositoryLayout.shards(weights).stream()
                                .allMatch(shard -> Files.isRegularFile(weights.resolveSibling(shard))));
    }

    private static Map<String, Path> companions(Path snapshot) {
        Map<String, Path> found = new TreeMap<>();
        for (String name : RepositoryLayout.COMPANIONS) {
            if (Files.isRegularFile(snapshot.resolve(name))) {
                found.put(name, snapshot.resolve(name));
            }
        }
        return found;
    }
}
