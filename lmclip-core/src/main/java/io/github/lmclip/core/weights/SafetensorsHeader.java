package io.github.lmclip.core.weights;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON at the beginning of a safetensors file, checked: names are unique, types known, and the tensors cover the
 * data without gap, overlap or rest.
 *
 * @param tensors by name, in the order of the header
 * @param metadata the strings under {@code __metadata__}
 */
record SafetensorsHeader(Map<String, TensorInfo> tensors, Map<String, String> metadata) {

    private static final String METADATA = "__metadata__";

    /**
     * Reads a header.
     *
     * @param file named in messages
     * @param json the header's text
     * @param dataBytes how many bytes follow the header
     * @throws WeightsException if anything is not as the format wants it
     */
    static SafetensorsHeader parse(String file, String json, long dataBytes) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            SafetensorsHeader header = new Parser(file, reader).header();
            header.requireCover(file, dataBytes);
            return header;
        } catch (MalformedJsonException | IllegalStateException | NumberFormatException | java.io.EOFException e) {
            throw new WeightsException("%s has a broken header: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new WeightsException("%s has an unreadable header: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void requireCover(String file, long dataBytes) {
        List<TensorInfo> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long position = 0;
        for (TensorInfo tensor : inOrder) {
            if (tensor.begin() != position) {
                throw new WeightsException("%s: tensor %s starts at byte %d of the data, expected %d"
                        .formatted(file, tensor.name(), tensor.begin(), position));
            }
            position = tensor.end();
        }
        if (position != dataBytes) {
            throw new WeightsException(
                    "%s: its tensors take %d bytes, its data has %d".formatted(file, position, dataBytes));
        }
    }

    /** Reads the fields and checks each by itself. */
    private record Parser(String file, JsonReader reader) {

        private SafetensorsHeader header() throws IOException {
            Map<String, TensorInfo> tensors = new LinkedHashMap<>();
            Map<String, String> metadata = null;
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (name.equals(METADATA)) {
                    require(metadata == null, METADATA, "occurs twice");
                    metadata = metadata();
                } else {
                    require(!tensors.containsKey(name), name, "occurs twice");
                    tensors.put(name, tensor(name));
                }
            }
            reader.endObject();
            require(reader.peek() == com.google.gson.stream.JsonToken.END_DOCUMENT, "header", "goes on after its end");
            return new SafetensorsHeader(tensors, metadata == null ? Map.of() : metadata);
        }

        private Map<String, String> metadata() throws IOException {
            Map<String, String> metadata = new LinkedHashMap<>();
            reader.beginObject();
            while (reader.hasNext()) {
                String key = reader.nextName();
                require(!metadata.containsKey(key), METADATA + "." + key, "occurs twice");
                require(reader.peek() == com.google.gson.stream.JsonToken.STRING, METADATA + "." + key, "is no string");
                metadata.put(key, reader.nextString());
            }
            reader.endObject();
            return metadata;
        }

        private TensorInfo tensor(String name) throws IOException {
            String type = null;
            long[] shape = null;
            long[] offsets = null;
            reader.beginObject();
            while (reader.hasNext()) {
                String field = reader.nextName();
                switch (field) {
                    case "dtype" -> {
                        require(type == null, name, "has two dtypes");
                        type = reader.nextString();
                    }
                    case "shape" -> {
                        require(shape == null, name, "has two shapes");
                        shape = numbers(name);
                    }
                    case "data_offsets" -> {
                        require(offsets == null, name, "has data_offsets twice");
                        offsets = numbers(name);
                    }
                    default -> throw wrong(name, "has an unknown field " + field);
                }
            }
            reader.endObject();
            require(type != null && shape != null && offsets != null, name, "lacks dtype, shape or data_offsets");
            require(offsets.length == 2, name, "needs two data_offsets, has " + offsets.length);
            return checked(name, type(name, type), shape, offsets[0], offsets[1]);
        }

        private TensorType type(String name, String word) {
            return Arrays.stream(TensorType.values())
                    .filter(type -> type.name().equals(word))
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            name, "has dtype %s, expected one of %s".formatted(word, List.of(TensorType.values()))));
        }

        private TensorInfo checked(String name, TensorType type, long[] shape, long begin, long end) {
            long bytes = type.bytes();
            try {
                for (long size : shape) {
                    bytes = Math.multiplyExact(bytes, size);
                }
            } catch (ArithmeticException e) {
                throw wrong(name, "has a shape beyond all memory: " + Arrays.toString(shape));
            }
            require(
                    end >= begin && end - begin == bytes,
                    name,
                    "of %s %s takes %d bytes, its data_offsets are [%d, %d]"
                            .formatted(type, Arrays.toString(shape), bytes, begin, end));
            return new TensorInfo(name, type, shape, begin, end);
        }

        private long[] numbers(String name) throws IOException {
            List<Long> numbers = new ArrayList<>();
            reader.beginArray();
            while (reader.hasNext()) {
                require(reader.peek() == com.google.gson.stream.JsonToken.NUMBER, name, "has a size that is no number");
                String digits = reader.nextString();
                require(digits.matches("\\d{1,18}"), name, "has a size that is no whole number: " + digits);
                numbers.add(Long.parseLong(digits));
            }
            reader.endArray();
            return numbers.stream().mapToLong(Long::longValue).toArray();
        }

        private void require(boolean holds, String name, String complaint) {
            if (!holds) {
                throw wrong(name, complaint);
            }
        }

        private WeightsException wrong(String name, String complaint) {
            return new WeightsException("%s: %s %s".formatted(file, name, complaint));
        }
    }
}
