package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.StreamReader;
import io.github.lmclip.data.fetch.WrongContentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Reads a tar archive as it comes and hands the wanted files to a {@link Staging}. Only plain files of exactly a wanted name
 * are kept; every other entry, whatever its name or kind, is passed over. The end is checked by size and MD5.
 */
final class TarReader implements StreamReader {

    /** What a tar archive consists of. */
    static final int BLOCK = 512;

    /** More than any photo of a benchmark has; an entry is held in memory while it comes. */
    static final int MOST_BYTES = 64 << 20;

    /** Listed names are of ASCII; of others this refuses none. */
    private static final ZipEncoding LATIN = ZipEncodingHelper.getZipEncoding(StandardCharsets.ISO_8859_1);

    private static final int BUFFER = 128 * BLOCK;

    private final TarArchive archive;
    private final Staging staging;
    private Checkpoint here;
    private Md5 md5;
    private long at;

    TarReader(TarArchive archive, Staging staging) {
        this.archive = archive;
        this.staging = staging;
        here = staging.checkpoint();
    }

    @Override
    public long position() {
        return here.position();
    }

    boolean isComplete() {
        return position() == archive.size();
    }

    @Override
    public void restart() {
        staging.clear();
        here = staging.checkpoint();
    }

    @Override
    public void read(InputStream rest) throws IOException {
        md5 = here.md5();
        at = here.position();
        byte[] head = new byte[BLOCK];
        while (fill(rest, head, BLOCK) && !isZero(head)) {
            entry(rest, header(head));
        }
        byte[] buffer = new byte[BUFFER];
        while (fill(rest, buffer, (int) Math.min(BUFFER, archive.size() - at))) {
            // what follows the mark of the end counts for the sum alone
        }
        verify(rest);
        advance(true);
    }

    private void entry(InputStream rest, TarArchiveEntry entry) throws IOException {
        String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        if (!staging.wants(name)) {
            skip(rest, entry.getSize());
            advance(false);
            return;
        }
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL && entry.getLinkFlag() != TarConstants.LF_OLDNORM) {
            throw wrong("%s is no plain file there".formatted(name));
        }
        if (entry.getSize() > MOST_BYTES) {
            throw wrong(String.format(
                    Locale.ROOT, "%s has %,d bytes, expected at most %,d", name, entry.getSize(), MOST_BYTES));
        }
        byte[] content = new byte[(int) padded(entry.getSize())];
        if (content.length > 0 && !fill(rest, content, content.length)) {
            throw ended(0);
        }
        staging.keep(name, Arrays.copyOf(content, (int) entry.getSize()));
        advance(true);
    }

    /** Reads a header, which has a sum of its own: what does not fit it is no archive, or not read from where it should. */
    private TarArchiveEntry header(byte[] head) throws WrongContentException {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(head, LATIN);
            if (entry.isCheckSumOK() && entry.getSize() >= 0 && padded(entry.getSize()) <= archive.size() - at) {
                return entry;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("byte %d begins no entry of a tar archive (%s)".formatted(at - BLOCK, e.getMessage()));
        }
        throw wrong("byte %d begins no entry of a tar archive that fits".formatted(at - BLOCK));
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private void skip(InputStream rest, long size) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = padded(size); left > 0; ) {
            int part = (int) Math.min(BUFFER, left);
            if (!fill(rest, buffer, part)) {
                throw ended(0);
            }
            left -= part;
        }
    }

    /** Fills a buffer with whole blocks; returns false at the end. */
    private boolean fill(InputStream rest, byte[] buffer, int length) throws IOException {
        int count = rest.readNBytes(buffer, 0, length);
        if (count % BLOCK != 0 || count > 0 && count < length) {
            throw ended(count);
        }
        md5.add(buffer, count);
        at += count;
        return count > 0;
    }

    private void verify(InputStream rest) throws IOException {
        if (at != archive.size()) {
            throw ended(0);
        }
        if (rest.read() >= 0) {
            throw wrong("it does not end after %d bytes, as expected".formatted(at));
        }
        if (!md5.value().equals(archive.md5().hex())) {
            throw wrong("got MD5 %s, expected %s".formatted(md5.value(), archive.md5()));
        }
        staging.requireAll(archive.check());
    }

    private void advance(boolean write) throws IOException {
        here = new Checkpoint(archive.address(), at, md5.state());
        staging.checkpoint(here, write);
    }

    private WrongContentException ended(int more) {
        return wrong("it ends after %d bytes, expected %d".formatted(at + more, archive.size()));
    }

    private WrongContentException wrong(String complaint) {
        return new WrongContentException("%s is not the archive expected: %s".formatted(archive.file(), complaint));
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
