package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.FileCheck;
import java.util.List;

/**
 * Files that are published one by one.
 *
 * @param name what messages call them
 * @param address what their addresses begin with
 * @param files the files
 * @param meanBytes how large one is on average
 * @param check what a file must pass
 */
record SingleFiles(String name, String address, List<RemoteFile> files, long meanBytes, FileCheck check)
        implements Origin {

    SingleFiles {
        files = List.copyOf(files);
    }

    @Override
    public List<String> paths() {
        return files.stream().map(RemoteFile::path).toList();
    }

    @Override
    public long bytes(int missing) {
        return missing * meanBytes;
    }

    @Override
    public boolean exact() {
        return files.stream().allMatch(file -> file.size().isPresent());
    }
}
