package io.github.lmclip.core.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes, in memory, the archive of a TorchScript module without parameters: one class of pure methods. */
final class TorchScriptArchive {

    /** The pickle of an instance of {@code __torch__.M} whose only attribute is {@code training = True}. */
    private static final byte[] INSTANCE = concat(
            new byte[] {(byte) 0x80, 2, 'c'},
            ascii("__torch__\nM\n"),
            new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0},
            ascii("training"),
            new byte[] {(byte) 0x88, 'u', 'b', '.'});

    /** The pickle of an empty tuple: the module has no constants. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    /** Returns the archive of a module with {@code methods}, each written as TorchScript prints it. */
    static byte[] of(String methods) {
        String code = "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n" + methods;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "m/data.pkl", INSTANCE);
            store(zip, "m/code/__torch__.py", ascii(code));
            store(zip, "m/constants.pkl", NO_CONSTANTS);
            store(zip, "m/version", ascii("3\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Adds an uncompressed entry: the engine reads no other kind here. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
