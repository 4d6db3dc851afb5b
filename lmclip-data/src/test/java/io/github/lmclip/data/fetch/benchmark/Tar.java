package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.Checksum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Archives, also such as nobody should publish. */
final class Tar {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes);

    /** Begins an archive; long names go into entries of their own, as GNU tar writes them. */
    Tar() {
        this(TarArchiveOutputStream.LONGFILE_GNU);
    }

    Tar(int longNames) {
        out.setLongFileMode(longNames);
    }

    Tar file(String name, byte[] content) {
        return put(new TarArchiveEntry(name, true), content);
    }

    Tar folder(String name) {
        return put(new TarArchiveEntry(name, TarConstants.LF_DIR), new byte[0]);
    }

    /** Adds a link: {@link TarConstants#LF_SYMLINK} or {@link TarConstants#LF_LINK}. */
    Tar link(String name, byte kind, String to) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(to);
        return put(entry, new byte[0]);
    }

    Tar entry(String name, byte kind, byte[] content) {
        return put(new TarArchiveEntry(name, kind), content);
    }

    private Tar put(TarArchiveEntry entry, byte[] content) {
        entry.setSize(content.length);
        try {
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    byte[] bytes() {
        try {
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns what is published of an archive whose pictures are checked. */
    static TarArchive published(URI address, byte[] archive, List<String> paths) {
        return new TarArchive(
                "photos",
                address,
                archive.length,
                Checksum.md5(Photo.hash("MD5", archive)),
                paths,
                new DecodedPicture());
    }
}
