package io.github.lmclip.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The files that OpenAI publishes and this library looks for in its cache: {@code LMCLIP_CACHE}, else {@code
 * ~/.cache/lmclip}. What is missing is said with address, SHA-256 and place.
 */
final class PublishedFiles {

    private static final String VOCABULARY = "bpe_simple_vocab_16e6.txt.gz";

    private static final String VOCABULARY_ADDRESS = "https://raw.githubusercontent.com/openai/CLIP/"
            + "d05afc436d78f1c48dc0dbf8e5980a9d471f35f6/clip/" + VOCABULARY
            + " (1,356,917 bytes, SHA-256 924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a)";

    /** SHA-256 of OpenAI's files, which their addresses contain. */
    private static final Map<String, String> HASHES = Map.of(
            "RN50", "afeb0e10f9e5a86da6080e35cf09123aca3b358a0c3e3b6c78a7b63bc04b6762",
            "RN101", "8fa8567bab74a42d41c5915025a8e4538c3bdbe8804a470a72f30b0d94fab599",
            "RN50x4", "7e526bd135e493cef0776de27d5f42653e6b4c8bf9e0f653bb11773263205fdd",
            "ViT-B/32", "40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af",
            "ViT-B/16", "5806e77cd80f8b59890b7e101eabd078d9fb84e6937f9e85e4ecb61988df416f",
            "ViT-L/14", "b8cca3fd41ae0c99ba7e8951adf17d267cdb84cd88be6f7c2e0eca1737a03836");

    private PublishedFiles() {}

    private static Path cache() {
        String given = System.getenv("LMCLIP_CACHE");
        return given == null ? Path.of(System.getProperty("user.home"), ".cache", "lmclip") : Path.of(given);
    }

    /** Returns the file of CLIP's vocabulary. */
    static Path vocabulary() {
        Path file = cache().resolve(VOCABULARY);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    "CLIP's vocabulary is missing: get %s and put it at %s, or say vocabulary(file)"
                            .formatted(VOCABULARY_ADDRESS, file));
        }
        return file;
    }

    /** Returns the weights of a backbone. */
    static Weights weights(Backbone backbone) {
        String file = backbone.name().replace('/', '-');
        Path place = cache().resolve(file + ".safetensors");
        if (Files.isRegularFile(place)) {
            return Weights.of(place);
        }
        String hash = HASHES.get(backbone.name());
        String address = hash == null
                ? "none is published under this name"
                : "https://openaipublic.azureedge.net/clip/models/%s/%s.pt (SHA-256 %s)".formatted(hash, file, hash);
        throw new IllegalStateException(
                ("the weights of %s are missing: get %s, save its state dict as safetensors with OpenAI's names at %s, or say"
                                + " weights(file) or randomWeights(seed)")
                        .formatted(backbone.name(), address, place));
    }
}
