package io.github.lmclip.core.hub;

import io.github.lmclip.data.fetch.Answer;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.Fetcher;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the weights of one repository, and what tells their architecture and words, by the addresses that the hub's own
 * clients use: {@code HEAD} and {@code GET} of {@code endpoint/owner/name/resolve/revision/file}.
 */
final class RepositoryFetch {

    private static final Set<Integer> THERE = Set.of(200, 301, 302, 303, 307, 308);
    private static final Set<Integer> FORBIDDEN = Set.of(401, 403);
    private static final int NOT_FOUND = 404;

    /** What a hub's 404 says where the revision is there and the file is not. */
    private static final String NO_SUCH_FILE = "EntryNotFound";

    private final HubRepository repository;
    private final SnapshotCache cache;
    private final Fetcher fetcher;
    private final URI endpoint;
    private final Map<String, String> headers;

    RepositoryFetch(HubRepository repository, SnapshotCache cache, Fetcher fetcher, Surroundings surroundings) {
        this.repository = repository;
        this.cache = cache;
        this.fetcher = fetcher;
        endpoint = surroundings.huggingFaceEndpoint();
        headers = surroundings
                .huggingFaceToken()
                .map(token -> Map.of("Authorization", "Bearer " + token))
                .orElse(Map.of());
    }

    /** Fetches; companions first, so that weights in their place mean that all is there. */
    RepositoryFiles run() {
        for (String name : RepositoryLayout.WEIGHTS) {
            Optional<RemoteFile> weights = look(repository, name);
            if (weights.isPresent()) {
                return bring(name, weights.get());
            }
        }
        throw refusal("%s has no weights that can be read: none of %s"
                .formatted(repository, String.join(", ", RepositoryLayout.WEIGHTS)));
    }

    private RepositoryFiles bring(String name, RemoteFile weights) {
        HubRepository pinned = weights.commit().map(repository::withRevision).orElse(repository);
        Path folder = cache.snapshot(pinned);
        for (String companion : RepositoryLayout.COMPANIONS) {
            look(pinned, companion).ifPresent(file -> fetch(file, folder.resolve(companion)));
        }
        Path index = fetch(weights, folder.resolve(name));
        if (name.equals(RepositoryLayout.INDEX)) {
            RepositoryLayout.shards(index).forEach(shard -> fetch(shard(pinned, shard), folder.resolve(shard)));
        }
        weights.commit()
                .filter(commit -> !commit.equals(repository.revision()))
                .ifPresent(commit -> cache.refer(repository, commit));
        return cache.find(pinned).orElseThrow();
    }

    private RemoteFile shard(HubRepository pinned, String shard) {
        return look(pinned, shard)
                .orElseThrow(() ->
                        refusal("%s lacks %s, which its %s names".formatted(pinned, shard, RepositoryLayout.INDEX)));
    }

    private Path fetch(RemoteFile file, Path target) {
        return fetcher.fetch(file.into(target, headers));
    }

    private Optional<RemoteFile> look(HubRepository at, String name) {
        URI address = at.address(endpoint, name);
        Answer answer = fetcher.head(address, headers);
        if (THERE.contains(answer.status())) {
            return Optional.of(RemoteFile.of(address, answer));
        }
        String code = answer.headers().firstValue("x-error-code").orElse(NO_SUCH_FILE);
        if (answer.status() == NOT_FOUND && code.equals(NO_SUCH_FILE)) {
            return Optional.empty();
        }
        throw refusal("%s answered %d (%s) for %s; %s"
                .formatted(endpoint, answer.status(), code, at, advice(answer.status())));
    }

    private String advice(int status) {
        return FORBIDDEN.contains(status)
                ? "there is no such repository, or it wants a token in HF_TOKEN of someone who has accepted its terms at"
                        + " %s/%s/%s".formatted(endpoint, repository.owner(), repository.name())
                : "expected a repository and a revision that are there";
    }

    private FetchException refusal(String message) {
        return new FetchException(
                Reason.REFUSED, repository.address(endpoint, RepositoryLayout.WEIGHTS.get(0)), message, null);
    }
}
