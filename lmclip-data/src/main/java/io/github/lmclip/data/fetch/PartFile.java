package io.github.lmclip.data.fetch;

import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The bytes of a download so far, beside its target; every complaint of the file system comes out as ours. */
final class PartFile {

    private final URI address;
    private final Path target;
    private final Path part;
    private final Path note;

    PartFile(Download download) {
        address = download.address();
        target = download.target().toAbsolutePath();
        part = target.resolveSibling(target.getFileName() + ".part");
        note = target.resolveSibling(target.getFileName() + ".part.from");
    }

    Path path() {
        return part;
    }

    /** Tells whether an earlier run left something. */
    boolean exists() {
        return Files.exists(part) || Files.exists(note);
    }

    long size() {
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw complaint("read", part, e);
        }
    }

    /** Returns the note that belongs to the bytes here; none where it is missing or speaks of another address. */
    Optional<PartNote> note() {
        try {
            return Files.exists(note)
                    ? PartNote.parse(Files.readString(note))
                            .filter(found -> found.address().equals(address.toString()))
                    : Optional.empty();
        } catch (IOException e) {
            throw complaint("read", note, e);
        }
    }

    void createFolder() {
        try {
            Files.createDirectories(target.getParent());
        } catch (IOException e) {
            throw complaint("create the folder", target.getParent(), e);
        }
    }

    /** Refuses early what cannot fit; a file system that does not know its own size is believed to have room. */
    void requireRoom(long bytes) {
        try {
            FileStore store = Files.getFileStore(target.getParent());
            if (store.getTotalSpace() > 0 && store.getUsableSpace() < bytes) {
                throw FetchException.storage(
                        address,
                        String.format(
                                Locale.ROOT,
                                "the disk of %s has %,d bytes free, expected room for %,d more",
                                target.getParent(),
                                store.getUsableSpace(),
                                bytes),
                        null);
            }
        } catch (IOException e) {
            throw complaint("look at the disk of", target.getParent(), e);
        }
    }

    /** Begins anew: first without bytes, then with the note, so that bytes never stand beside another version's note. */
    FileChannel restart(PartNote answer) {
        try {
            Files.write(part, new byte[0]);
            Files.writeString(note, answer.text());
        } catch (IOException e) {
            throw complaint("write", part, e);
        }
        return resume();
    }

    FileChannel resume() {
        try {
            return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw complaint("write", part, e);
        }
    }

    void write(FileChannel channel, List<ByteBuffer> piece) {
        try {
            for (ByteBuffer bytes : piece) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            throw complaint("write", part, e);
        }
    }

    /** Forces the bytes to the disk and gives them the target's name, in one step that replaces what was there. */
    void moveIntoPlace() {
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
        } catch (IOException e) {
            throw complaint("move %s to".formatted(part), target, e);
        }
        remove();
    }

    /** Makes the new name last; Windows opens no folders and needs none of this. */
    private void forceFolder() throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel folder = FileChannel.open(target.getParent())) {
                folder.force(true);
            }
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(part);
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw complaint("delete", part, e);
        }
    }

    /** The JDK's exceptions of files say no more than a path, but for their type. */
    private FetchException complaint(String verb, Path file, IOException e) {
        return new FetchException(
                e instanceof ClosedByInterruptException ? Reason.INTERRUPTED : Reason.STORAGE,
                address,
                "%s: cannot %s %s (%s: %s)"
                        .formatted(address, verb, file, e.getClass().getSimpleName(), FetchException.complaint(e)),
                e);
    }
}
