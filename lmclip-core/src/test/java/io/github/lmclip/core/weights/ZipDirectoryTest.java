package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that zip tools may understand differently. */
class ZipDirectoryTest {

    private static final int BOMB = 200_000_000;
    private static final int END_BYTES = 22;
    private static final int END_64 = 56 + 20 + END_BYTES;

    private static byte[] pickle() {
        return TorchFiles.stateDict(new PickleWriter()).stop();
    }

    @Test
    void readsStoredArchivesOfOtherTools() {
        float[] read = TorchFiles.open(javaZip(TorchFiles.records(pickle()), ZipEntry.STORED), "f")
                .floats(TorchFiles.WEIGHT);
        assertEquals(11, read[11]);
    }

    @Test
    void refusesDeflatedRecords() {
        assertEquals(
                "f: \"archive/version\": expected a stored record, got a deflated one",
                complaint(javaZip(TorchFiles.records(pickle()), ZipEntry.DEFLATED)));
    }

    @Test
    void inflatesNoBomb() {
        Map<String, byte[]> records = TorchFiles.records(new byte[BOMB]);
        byte[] bomb = javaZip(records, ZipEntry.DEFLATED);
        assertTrue(bomb.length < BOMB / 500, "a bomb of " + bomb.length);
        assertEquals("f: \"archive/version\": expected a stored record, got a deflated one", complaint(bomb));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "/evil",
                "evil",
                "archive/../evil",
                "archive/./evil",
                "archive//evil",
                "archive/evil/",
                "archive\\evil",
                "archive/..\\evil",
                "C:/evil",
                "archive/a\nb",
                "other/evil"
            })
    void refusesNamesThatLeadElsewhere(String name) {
        Map<String, byte[]> records = TorchFiles.records(pickle());
        records.put(name, new byte[0]);
        String complaint = complaint(TorchFiles.zip(records));
        assertTrue(
                complaint.contains("expected plain names below") || complaint.contains("expected all records below"));
    }

    @Test
    void refusesNamesThatComeTwice() {
        Map<String, byte[]> records = TorchFiles.records(pickle());
        records.put("archive/data/2", new byte[0]);
        byte[] twice = replaced(TorchFiles.zip(records), "archive/data/2", "archive/data/1");
        assertTrue(complaint(twice).endsWith("expected each name once, got \"archive/data/1\" twice"));
    }

    @Test
    void refusesEntriesThatShareARecord() {
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("archive/a", new byte[10]);
        records.put("archive/b", new byte[10]);
        byte[] zip = TorchFiles.zip(records);
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int second = zip.length - END_64 - 46 - "archive/b".length();
        bytes.putInt(second + 42, 0).put(second + 46 + 8, (byte) 'a');
        assertTrue(complaint(zip).endsWith("expected records that do not overlap, got \"archive/a\""));
    }

    @ParameterizedTest
    @CsvSource({
        // offset from the end, width, value, complaint
        "22, 4, 0, an end record in the last 22 bytes",
        "18, 2, 1, one disk and no comment",
        "14, 2, 3, one disk and no comment",
        "2, 2, 1, one disk and no comment",
        "10, 4, 1, the same figures in both end records",
        "6, 4, 1, the same figures in both end records",
        "34, 8, 1, a ZIP64 end record right before its locator",
        "98, 4, 1, a ZIP64 end record",
        "94, 8, 45, a ZIP64 end record of one disk",
        "66, 8, 1000000000, a ZIP64 end record of one disk",
        "58, 8, -1, the same figures in both end records",
        "50, 8, 9223372036854775807, the same figures in both end records"
    })
    void refusesEndRecordsThatDisagree(int fromEnd, int width, long value, String expected) {
        byte[] zip = TorchFiles.archive(pickle());
        String complaint = complaint(changed(zip, zip.length - fromEnd, width, value));
        assertTrue(complaint.startsWith("f: the zip archive is damaged or none of PyTorch's: expected "), complaint);
        assertTrue(complaint.endsWith(expected), complaint);
    }

    @Test
    void refusesABillionEntriesAtOnce() {
        byte[] zip = TorchFiles.archive(pickle());
        byte[] changed = changed(zip, zip.length - END_BYTES + 8, 4, -1);
        for (int offset : new int[] {24, 32}) {
            changed = changed(changed, zip.length - END_64 + offset, 8, 1_000_000_000);
        }
        assertTrue(complaint(changed).endsWith("expected as many entries as the directory has room for"));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 2, 0, ''",
        "6, 2, 0x801, the same flags and method in both headers",
        "8, 2, 8, the same flags and method in both headers",
        "18, 4, 7, the same sizes in both headers",
        "22, 4, 7, the same sizes in both headers",
        "26, 2, 3, the same name in both headers",
        "30, 2, 0, the same name in both headers",
        "28, 2, 65535, an end before the directory"
    })
    void holdsLocalHeadersAgainstTheDirectory(int offset, int width, String value, String expected) {
        byte[] changed = changed(TorchFiles.archive(pickle()), offset, width, Integer.decode(value));
        if (expected.isEmpty()) {
            assertArrayEquals(new float[] {1.5f}, TorchFiles.open(changed, "f").floats(TorchFiles.SCALE));
        } else {
            assertEquals("f: the zip archive: \"archive/data.pkl\": expected " + expected, complaint(changed));
        }
    }

    @Test
    void refusesEncryptedRecords() {
        byte[] zip = TorchFiles.archive(pickle());
        int central = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        byte[] encrypted = changed(changed(zip, 6, 2, 0x801), central + 8, 2, 0x801);
        assertEquals("f: the zip archive: \"archive/data.pkl\": expected no encryption", complaint(encrypted));
    }

    private static byte[] changed(byte[] zip, int index, int width, long value) {
        ByteBuffer bytes = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
        switch (width) {
            case 2 -> bytes.putShort(index, (short) value);
            case 4 -> bytes.putInt(index, (int) value);
            default -> bytes.putLong(index, value);
        }
        return bytes.array();
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] javaZip(Map<String, byte[]> records, int method) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> record : records.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(record.getValue());
                ZipEntry entry = new ZipEntry(record.getKey());
                entry.setMethod(method);
                entry.setSize(record.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(record.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String complaint(byte[] zip) {
        return assertThrows(WeightsException.class, () -> TorchFiles.open(zip, "f"))
                .getMessage();
    }
}
