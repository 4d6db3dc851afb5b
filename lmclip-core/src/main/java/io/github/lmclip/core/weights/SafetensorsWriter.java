package io.github.lmclip.core.weights;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes safetensors files: beside the goal first, and moved into place when complete, so that a reader never sees half
 * a file. The same tensors and options give the same bytes.
 *
 * @param metadata strings to store in {@code __metadata__}, in the order of their keys
 * @param sorted whether tensors are stored widest type first and then by name, which keeps each aligned to its type;
 *     otherwise in the order given
 */
public record SafetensorsWriter(Map<String, String> metadata, boolean sorted) {

    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 18;
    private static final String METADATA = "__metadata__";

    /** Copies the metadata. */
    public SafetensorsWriter {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** Returns a writer without metadata, which keeps the order given. */
    public static SafetensorsWriter defaults() {
        return new SafetensorsWriter(Map.of(), false);
    }

    /** Returns this writer with other metadata. */
    public SafetensorsWriter withMetadata(Map<String, String> metadata) {
        return new SafetensorsWriter(metadata, sorted);
    }

    /** Returns this writer with or without sorting. */
    public SafetensorsWriter withSorted(boolean sorted) {
        return new SafetensorsWriter(metadata, sorted);
    }

    /**
     * Writes the tensors to a file, in place of one that is there already. The folder must exist.
     *
     * @throws IllegalArgumentException if a name comes twice, is {@code __metadata__} or holds a lone surrogate, or if a
     *     tensor's values are not as many as its shape says
     * @throws UncheckedIOException if the file cannot be written; what was there is still there
     */
    public void write(Path file, List<TensorContent> tensors) {
        List<TensorContent> ordered = ordered(tensors);
        byte[] header = header(ordered);
        NewFile.write(file, channel -> {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            NewFile.writeAll(channel, chunk.putLong(header.length).flip());
            NewFile.writeAll(channel, ByteBuffer.wrap(header));
            for (TensorContent tensor : ordered) {
                tensor.write(bytes -> NewFile.writeAll(channel, bytes), chunk);
            }
        });
    }

    private List<TensorContent> ordered(List<TensorContent> tensors) {
        Set<String> names = new HashSet<>(Set.of(METADATA));
        for (TensorContent tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("expected each name once and never %s, got %s again"
                        .formatted(METADATA, StrictJson.quoted(tensor.name())));
            }
            requireWellFormed(tensor.name());
        }
        metadata.forEach((key, value) -> requireWellFormed(key + value));
        Comparator<TensorContent> widestFirst =
                Comparator.comparingInt(tensor -> -tensor.type().width());
        return sorted
                ? tensors.stream()
                        .sorted(widestFirst.thenComparing(TensorContent::name))
                        .toList()
                : List.copyOf(tensors);
    }

    private static void requireWellFormed(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "expected well-formed text, got a lone surrogate in " + StrictJson.quoted(text));
        }
    }

    private byte[] header(List<TensorContent> tensors) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(METADATA).beginObject();
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            long begin = 0;
            for (TensorContent tensor : tensors) {
                begin = entry(json, tensor, begin);
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return padded(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static long entry(JsonWriter json, TensorContent tensor, long begin) throws IOException {
        long end = Math.addExact(begin, tensor.bytes());
        json.name(tensor.name()).beginObject();
        json.name("dtype").value(tensor.type().name());
        json.name("shape").beginArray();
        for (long size : tensor.shape()) {
            json.value(size);
        }
        json.endArray();
        json.name("data_offsets").beginArray().value(begin).value(end).endArray();
        json.endObject();
        return end;
    }

    /** Fills up with blanks, so that the data begins at a multiple of 8. */
    private static byte[] padded(byte[] header) {
        int length = (header.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] padded = Arrays.copyOf(header, length);
        Arrays.fill(padded, header.length, length, (byte) ' ');
        return padded;
    }
}
