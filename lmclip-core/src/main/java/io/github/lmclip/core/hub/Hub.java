package io.github.lmclip.core.hub;

import io.github.lmclip.data.fetch.Download;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Fetcher;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds published files: in a cache, OpenAI's or Hugging Face's own first, else by fetching them into this library's. What
 * is in a cache is used as it is; the network is not asked whether there is something newer.
 *
 * @param surroundings where caches are, and what the environment says of the network
 * @param options how to fetch; mirrors and proxy of the environment count where the options name none
 */
public record Hub(Surroundings surroundings, FetchOptions options) {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    /** Checks that both are there. */
    public Hub {
        Objects.requireNonNull(surroundings, "surroundings");
        Objects.requireNonNull(options, "options");
    }

    /** Returns the hub of this process's environment. */
    public static Hub ofProcess() {
        return new Hub(Surroundings.ofProcess(), FetchOptions.defaults());
    }

    /** Returns a copy that fetches otherwise. */
    public Hub withOptions(UnaryOperator<FetchOptions> change) {
        return new Hub(surroundings, change.apply(options));
    }

    /**
     * Returns the file of CLIP's vocabulary.
     *
     * @throws FetchException if it is in no cache and cannot be fetched; the message says what to get and where to put it
     */
    public Path vocabulary() {
        return file(PublishedFile.CLIP_VOCABULARY);
    }

    /**
     * Returns the file to open for published weights: of a sharded set, its index.
     *
     * @throws FetchException if it is in no cache and cannot be fetched; the message says what to get and where to put it
     */
    public Path weights(PublishedWeights weights) {
        if (weights instanceof HubRepository repository) {
            return repository(repository).weights();
        }
        OpenAiModel model = (OpenAiModel) weights;
        Path converted = surroundings.cache().resolve(model.fileStem() + ".safetensors");
        return Files.isRegularFile(converted) ? converted : file(model.file());
    }

    /**
     * Returns a published file, its SHA-256 checked.
     *
     * @throws FetchException if it is in no cache and cannot be fetched; the message says what to get and where to put it
     */
    public Path file(PublishedFile file) {
        VerifiedStamps stamps = new VerifiedStamps(surroundings.cache().resolve("verified"));
        Path openAis = surroundings.openAiCache().resolve(file.fileName());
        if (Files.isRegularFile(openAis)) {
            if (stamps.verify(openAis, file.sha256())) {
                return openAis;
            }
            LOG.warn("{} has not the {} of {} and is not used", openAis, file.sha256(), file.title());
        }
        Download download = file.into(surroundings.cache());
        Path target = download.target();
        boolean found = Files.isRegularFile(target);
        if (found && stamps.verify(target, file.sha256())) {
            return target;
        }
        LOG.info("fetching {} from {} to {}", file.title(), file.address(), target);
        try {
            fetcher().fetch(download);
        } catch (FetchException e) {
            String state = found ? "damaged (%s has another SHA-256)".formatted(target) : "missing";
            throw explained(e, "%s: %s".formatted(file.title(), state));
        }
        stamps.verify(target, file.sha256());
        return target;
    }

    /**
     * Returns the files of a repository of weights.
     *
     * @throws FetchException if they are in no cache and cannot be fetched; the message says what to get and where to put it
     */
    public RepositoryFiles repository(HubRepository repository) {
        SnapshotCache own = new SnapshotCache(surroundings.cache().resolve("huggingface"));
        Optional<RepositoryFiles> found = new SnapshotCache(surroundings.huggingFaceCache())
                .find(repository)
                .or(() -> own.find(repository));
        if (found.isPresent()) {
            return found.get();
        }
        LOG.info("fetching {} to {}", repository, own.root());
        try {
            return new RepositoryFetch(repository, own, fetcher(), surroundings).run();
        } catch (FetchException e) {
            throw explained(e, howToGet(repository, own));
        }
    }

    private String howToGet(HubRepository repository, SnapshotCache own) {
        URI first = repository.address(surroundings.huggingFaceEndpoint(), RepositoryLayout.WEIGHTS.get(0));
        return ("the weights of %s are missing: get %s, or where that is not there the next of %s; put it into %s, and"
                        + " beside it what there is of %s")
                .formatted(
                        repository,
                        first,
                        RepositoryLayout.WEIGHTS.subList(1, RepositoryLayout.WEIGHTS.size()),
                        own.snapshot(repository),
                        RepositoryLayout.COMPANIONS);
    }

    private static FetchException explained(FetchException e, String what) {
        return new FetchException(e.reason(), e.address(), "%s. %s".formatted(what, e.getMessage()), e);
    }

    private Fetcher fetcher() {
        return Fetcher.of(surroundings.apply(options));
    }
}
