package io.github.lmclip.core.hub;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.Download;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file whose bytes are known by their publisher's word.
 *
 * @param title what messages call it, such as "the weights of RN50"
 * @param fileName its name in a cache
 * @param address where it is published
 * @param sha256 what its bytes give
 * @param size how many there are, where that is published
 */
public record PublishedFile(String title, String fileName, URI address, Checksum sha256, OptionalLong size) {

    /** CLIP's vocabulary of 48,894 merges, as OpenAI's repository holds it. */
    public static final PublishedFile CLIP_VOCABULARY = new PublishedFile(
            "CLIP's vocabulary",
            "bpe_simple_vocab_16e6.txt.gz",
            URI.create("https://raw.githubusercontent.com/openai/CLIP/d05afc436d78f1c48dc0dbf8e5980a9d471f35f6/clip/"
                    + "bpe_simple_vocab_16e6.txt.gz"),
            Checksum.sha256("924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a"),
            OptionalLong.of(1_356_917));

    /** Returns the download that brings the file into a folder. */
    public Download into(Path folder) {
        return new Download(address, folder.resolve(fileName), Optional.of(sha256), size, Map.of());
    }
}
