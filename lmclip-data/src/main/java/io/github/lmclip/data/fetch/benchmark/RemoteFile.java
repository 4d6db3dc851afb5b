package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.Checksum;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is published alone.
 *
 * @param path where it goes, relative to the folder, with slashes
 * @param address where it is published
 * @param checksum as published, where it is
 * @param size in bytes, where it is known
 */
record RemoteFile(String path, URI address, Optional<Checksum> checksum, OptionalLong size) {

    static RemoteFile of(String path, URI address) {
        return new RemoteFile(path, address, Optional.empty(), OptionalLong.empty());
    }
}
