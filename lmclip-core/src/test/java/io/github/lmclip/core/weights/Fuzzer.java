package io.github.lmclip.core.weights;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Damages good files at random and hands them to a reader; files that still load are damaged further. */
final class Fuzzer {

    private static final int MOST_SEEDS = 300;
    private static final int LONGEST = 1 << 14;
    private static final int MOST_DAMAGES = 6;
    private static final int MOST_BYTES_MOVED = 40;
    private static final Duration SLOW = Duration.ofSeconds(5);

    private static final long[] TELLING = {
        0,
        1,
        -1,
        2,
        7,
        8,
        64,
        127,
        128,
        255,
        256,
        65535,
        65536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFFFFFFL,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 62,
        1L << 40
    };

    /** What is read, and good files to begin with. */
    enum Reader {
        SAFETENSORS(TorchFiles.safetensors()),
        ARCHIVE(TorchFiles.archive(), TorchFiles.archive(TorchFiles.wide())),
        SCRIPT(TorchFiles.script()),
        LEGACY(TorchFiles.legacy()),
        PICKLE(TorchFiles.stateDict(new PickleWriter()).stop(), TorchFiles.wide(), TorchFiles.modules()) {
            @Override
            void read(byte[] bytes) throws IOException {
                byte[] scanned = PickleScanner.next(new ByteArrayInputStream(bytes), bytes.length, "f");
                Object root = TorchUnpickler.read(scanned, PickledNames.ofScripts(), new HashMap<>(), "f");
                StateDict.of(root, "f");
            }
        },
        INDEX(TorchFiles.ascii(
                "{\"metadata\": {\"total_size\": 50, \"x\": [{}]}, \"weight_map\": {\"a\": \"1.bin\"}}")) {
            @Override
            void read(byte[] bytes) {
                ShardIndex.parse(bytes, "f");
            }
        };

        private final List<byte[]> seeds;

        Reader(byte[]... seeds) {
            this.seeds = List.of(seeds);
        }

        void read(byte[] bytes) throws IOException {
            try (WeightFile file = WeightFormat.openSingle(ByteSource.of(bytes), "f")) {
                file.tensors().forEach((name, info) -> {
                    file.floats(name);
                    file.readStored(
                            name,
                            ByteBuffer.allocate(
                                    (int) info.elements() * info.type().width()));
                });
            }
        }
    }

    /** How many files were read, and how many of them loaded. */
    record Figures(long files, long loaded) {}

    private final Reader reader;
    private final Random random;
    private final List<byte[]> seeds;

    Fuzzer(Reader reader, long seed) {
        this.reader = reader;
        this.random = new Random(seed);
        this.seeds = new ArrayList<>(reader.seeds);
    }

    /** Reads damaged files until the time or the number is reached. */
    Figures run(Duration time, long most) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        long files = 0;
        long loaded = 0;
        while (files < most && System.nanoTime() < end) {
            byte[] damaged = damaged();
            files++;
            if (loads(damaged)) {
                loaded++;
                keep(damaged);
            }
        }
        return new Figures(files, loaded);
    }

    private boolean loads(byte[] file) throws IOException {
        long start = System.nanoTime();
        try {
            reader.read(file);
            return true;
        } catch (WeightsException e) {
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(
                    "%s: %s for %s".formatted(reader, e, HexFormat.of().formatHex(file)), e);
        } finally {
            if (System.nanoTime() - start > SLOW.toNanos()) {
                throw new AssertionError(
                        "%s: slow for %s".formatted(reader, HexFormat.of().formatHex(file)));
            }
        }
    }

    private void keep(byte[] file) {
        if (seeds.size() < MOST_SEEDS) {
            seeds.add(file);
        } else {
            seeds.set(reader.seeds.size() + random.nextInt(MOST_SEEDS - reader.seeds.size()), file);
        }
    }

    private byte[] damaged() {
        byte[] file = seeds.get(random.nextInt(seeds.size()));
        int damages = 1 + random.nextInt(MOST_DAMAGES);
        for (int i = 0; i < damages; i++) {
            file = damaged(file, random.nextInt(file.length + 1));
        }
        return file.length <= LONGEST ? file : Arrays.copyOf(file, LONGEST);
    }

    private byte[] damaged(byte[] file, int place) {
        int count = Math.min(1 + random.nextInt(MOST_BYTES_MOVED), file.length - place);
        return switch (random.nextInt(9)) {
            case 0, 1 -> overwritten(file, place, new byte[] {(byte) random.nextInt(256)});
            case 2, 3 -> overwritten(file, place, new byte[] {instruction()});
            case 4 -> overwritten(file, place, telling(1 << random.nextInt(4)));
            case 5 -> joined(file, place, new byte[] {instruction()}, place);
            case 6 -> joined(file, place, new byte[0], place + count);
            case 7 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length + 1);
                int to = Math.min(other.length, from + random.nextInt(MOST_BYTES_MOVED));
                yield joined(
                        file, place, Arrays.copyOfRange(other, from, to), place + (random.nextBoolean() ? count : 0));
            }
            default -> random.nextInt(10) > 0 ? file : Arrays.copyOf(file, place);
        };
    }

    private byte instruction() {
        PickleOpcode[] all = PickleOpcode.values();
        return (byte) all[random.nextInt(all.length)].code();
    }

    private byte[] telling(int width) {
        long number = TELLING[random.nextInt(TELLING.length)];
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        return Arrays.copyOf(bytes, width);
    }

    private static byte[] overwritten(byte[] file, int place, byte[] bytes) {
        byte[] result = file.clone();
        System.arraycopy(bytes, 0, result, place, Math.min(bytes.length, file.length - place));
        return result;
    }

    /** Returns the file up to {@code end}, then bytes, then the file from {@code start} on. */
    private static byte[] joined(byte[] file, int end, byte[] bytes, int start) {
        byte[] result = Arrays.copyOf(file, end + bytes.length + file.length - start);
        System.arraycopy(bytes, 0, result, end, bytes.length);
        System.arraycopy(file, start, result, end + bytes.length, file.length - start);
        return result;
    }
}
