package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.FileCheck;
import java.net.URI;
import java.util.List;

/**
 * A tar archive with more in it than is wanted.
 *
 * @param name what messages call the files
 * @param uri where it is published
 * @param size in bytes
 * @param md5 as published
 * @param paths the entries to keep, which are also their places in the folder
 * @param check what a file must pass
 */
record TarArchive(String name, URI uri, long size, Checksum md5, List<String> paths, FileCheck check)
        implements Origin {

    TarArchive {
        if (size < 1) {
            throw new IllegalArgumentException("size must be > 0, got " + size);
        }
        paths = List.copyOf(paths);
    }

    /** Returns the last part of the address. */
    String file() {
        String path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public long bytes(int missing) {
        return missing == 0 ? 0 : size;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public String address() {
        return uri.toString();
    }
}
