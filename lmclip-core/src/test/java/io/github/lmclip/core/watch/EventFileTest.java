package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

    /** The check value of CRC-32C. */
    private static final int OF_DIGITS = 0xe3069283;

    @TempDir
    private Path folder;

    @Test
    void masksTheChecksum() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(OF_DIGITS, EventReader.checksum(digits));
        int turned = OF_DIGITS >>> 15 | OF_DIGITS << 17;
        assertEquals(turned + 0xa282ead8, EventFile.maskedChecksum(digits));
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        try (TensorBoardWriter writer = new TensorBoardWriter(folder, 1)) {
            writer.scalars(1, Map.of("a", 0.5, "b", -3.0));
            writer.scalars(2, Map.of("a", 0.25));
        }
        Map<String, TreeMap<Long, List<Float>>> curves = EventReader.scalars(folder);
        assertEquals(Map.of("a", Map.of(1L, List.of(0.5f), 2L, List.of(0.25f)), "b", Map.of(1L, List.of(-3f))), curves);
    }

    @Test
    void theFirstEventSaysTheVersion() throws IOException {
        new TensorBoardWriter(folder, 5).close();
        Path file = EventFile.in(folder).get(0);
        assertEquals("brain.Event:2", EventReader.text(EventReader.events(file).get(0), 3));
        assertEquals(
                1, EventReader.number(EventReader.part(EventReader.events(file).get(1), 7), 1));
        assertEquals(5, EventReader.number(EventReader.events(file).get(1), 2));
    }

    @Test
    void aLaterSessionTakesBackStepsThatItTakesAgain() throws IOException {
        try (TensorBoardWriter first = new TensorBoardWriter(folder, 1)) {
            for (int step = 1; step <= 5; step++) {
                first.scalars(step, Map.of("a", (double) step));
            }
        }
        cutLastRecord();
        try (TensorBoardWriter second = new TensorBoardWriter(folder, 3)) {
            second.scalars(3, Map.of("a", 30.0));
        }
        assertEquals(
                Map.of(1L, List.of(1f), 2L, List.of(2f), 3L, List.of(30f)),
                EventReader.scalars(folder).get("a"));
    }

    private void cutLastRecord() throws IOException {
        Path file = EventFile.in(folder).get(0);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 7));
    }

    @Test
    void filesSortAsTheyWereBegunEvenIfTheClockIsSetBack() {
        EventFile.create(folder, 2_000_000_000L).close();
        EventFile.create(folder, 1_000_000_000L).close();
        EventFile.create(folder, 2_000_000_000L).close();
        assertEquals(
                List.of(
                        "events.out.tfevents.2000000000.lmclip",
                        "events.out.tfevents.2000000001.lmclip",
                        "events.out.tfevents.2000000002.lmclip"),
                EventFile.in(folder).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void clearsItsOwnFilesOnly() throws IOException {
        Path other = Files.createFile(folder.resolve("events.out.tfevents.1700000000.host"));
        EventFile.create(folder, 1).close();
        TensorBoardWriter.clear(folder);
        assertEquals(List.of(), EventFile.in(folder));
        assertTrue(Files.exists(other));
    }

    @Test
    void writesInAnInterruptedThread() throws IOException {
        try (TensorBoardWriter writer = new TensorBoardWriter(folder, 1)) {
            Thread.currentThread().interrupt();
            writer.scalars(1, Map.of("a", 1.0));
        }
        assertTrue(Thread.interrupted());
        assertEquals(1, EventReader.scalars(folder).get("a").size());
    }

    @Test
    void saysWhereItCannotWrite() {
        Path nowhere = folder.resolve("nowhere");
        assertThrows(UncheckedIOException.class, () -> new TensorBoardWriter(nowhere, 1));
        assertFalse(Files.exists(nowhere));
    }
}
