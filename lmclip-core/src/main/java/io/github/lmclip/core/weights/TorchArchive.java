package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Archives of PyTorch 1.6 and later, and TorchScript archives: a zip with a pickle {@code data.pkl} that describes the
 * tensors and a record {@code data/KEY} for each storage. A TorchScript archive has code beside them, which is left alone.
 */
final class TorchArchive {

    private static final String PICKLE = "data.pkl";
    private static final String STORAGE = "data/";
    private static final String VERSION = "version";
    private static final String BYTE_ORDER = "byteorder";

    /** What TorchScript archives have and those of {@code torch.save} have not. */
    private static final String SCRIPT_CONSTANTS = "constants.pkl";

    private static final int NEWEST_VERSION = 10;
    private static final int LONGEST_NOTE = 16;

    private final ByteSource source;
    private final String file;
    private final Map<String, ZipRecord> records;

    private TorchArchive(ByteSource source, String file) throws IOException {
        this.source = source;
        this.file = file;
        this.records = ZipDirectory.read(source, file, source.size());
    }

    static WeightFile open(ByteSource source, String file) throws IOException {
        TorchArchive archive = new TorchArchive(source, file);
        archive.requireReadable();
        return archive.read();
    }

    private void requireReadable() {
        String version = note(VERSION);
        if (!version.matches("[1-9][0-9]?") || Integer.parseInt(version) > NEWEST_VERSION) {
            throw new WeightsException(
                    "%s: expected version 1 to %d, got %s".formatted(file, NEWEST_VERSION, quoted(version)));
        }
        if (records.containsKey(BYTE_ORDER) && !note(BYTE_ORDER).equals("little")) {
            throw new WeightsException(
                    "%s: expected byte order little, got %s".formatted(file, quoted(note(BYTE_ORDER))));
        }
    }

    private WeightFile read() throws IOException {
        boolean script = records.containsKey(SCRIPT_CONSTANTS);
        PickledNames names = script ? PickledNames.ofScripts() : PickledNames.ofSavedObjects();
        Map<String, PickledStorage> storages = new HashMap<>();
        String where = file + ": " + PICKLE;
        StateDict dict = StateDict.of(TorchUnpickler.read(pickle(where), names, storages, where), where);
        storages.values().forEach(this::requireRecord);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        dict.tensors().forEach((name, tensor) -> {
            TensorType type = tensor.storage().type();
            long position = record(STORAGE + tensor.storage().key()).position() + tensor.begin() * type.width();
            TensorInfo info = new TensorInfo(name, type, tensor.shape());
            tensors.put(name, new StoredTensor(info, position, tensor.strides()));
        });
        return new StoredTensors(file, source, tensors, dict.metadata());
    }

    private byte[] pickle(String where) throws IOException {
        ZipRecord record = record(PICKLE);
        try (InputStream in = new BufferedInputStream(source.stream(record.position(), record.bytes()))) {
            byte[] pickle = PickleScanner.next(in, record.bytes(), where);
            if (pickle.length != record.bytes()) {
                throw new WeightsException("%s: expected a pickle of %d bytes, got a STOP after %d"
                        .formatted(where, record.bytes(), pickle.length));
            }
            return pickle;
        }
    }

    private void requireRecord(PickledStorage storage) {
        ZipRecord record = record(STORAGE + storage.key());
        int width = storage.type().width();
        if (record.bytes() % width != 0 || record.bytes() / width != storage.elements()) {
            throw new WeightsException("%s: %s: expected %d elements of %s, got %d bytes"
                    .formatted(file, quoted(record.name()), storage.elements(), storage.type(), record.bytes()));
        }
    }

    /** Returns a record that must be there, stored: PyTorch deflates nothing but code. */
    private ZipRecord record(String name) {
        ZipRecord record = records.get(name);
        if (record == null) {
            throw new WeightsException("%s: expected a record %s, got none".formatted(file, quoted(name)));
        }
        if (!record.stored()) {
            throw new WeightsException(
                    "%s: %s: expected a stored record, got a deflated one".formatted(file, quoted(record.name())));
        }
        return record;
    }

    private String note(String name) {
        ZipRecord record = record(name);
        if (record.bytes() > LONGEST_NOTE) {
            throw new WeightsException("%s: %s: expected at most %d bytes, got %d"
                    .formatted(file, quoted(record.name()), LONGEST_NOTE, record.bytes()));
        }
        byte[] text = new byte[(int) record.bytes()];
        source.fill(ByteBuffer.wrap(text), record.position(), file);
        return new String(text, StandardCharsets.ISO_8859_1).strip();
    }
}
