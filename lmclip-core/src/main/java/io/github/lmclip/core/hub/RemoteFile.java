package io.github.lmclip.core.hub;

import io.github.lmclip.data.fetch.Answer;
import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.Download;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a hub says of a file before it is fetched. Of a large file it names SHA-256 and size ({@code X-Linked-Etag}, {@code
 * X-Linked-Size}) while it redirects to where the bytes are; the tag of a small one is a Git hash, which is not used.
 *
 * @param address where the file is asked for
 * @param sha256 what its bytes must give, where the hub says
 * @param size how many they are, where the hub says
 * @param commit which commit the revision means, where the hub says
 */
record RemoteFile(URI address, Optional<Checksum> sha256, OptionalLong size, Optional<String> commit) {

    private static final int OK = 200;

    static RemoteFile of(URI address, Answer answer) {
        HttpHeaders headers = answer.headers();
        OptionalLong linked = headers.firstValueAsLong("x-linked-size");
        OptionalLong plain = answer.status() == OK ? headers.firstValueAsLong("content-length") : OptionalLong.empty();
        return new RemoteFile(
                address,
                headers.firstValue("x-linked-etag")
                        .or(() -> headers.firstValue("etag"))
                        .map(tag -> tag.replaceFirst("^W/", "").replace("\"", ""))
                        .filter(tag -> tag.matches("[0-9a-fA-F]{64}"))
                        .map(Checksum::sha256),
                linked.isPresent() ? linked : plain,
                headers.firstValue("x-repo-commit").filter(commit -> commit.matches("[0-9a-fA-F]{40}")));
    }

    Download into(Path target, Map<String, String> headers) {
        return new Download(address, target, sha256, size, headers);
    }
}
