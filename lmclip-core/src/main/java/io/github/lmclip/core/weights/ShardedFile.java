package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights in several files, which an index beside them holds together; it must name their tensors, all and no others. */
final class ShardedFile implements WeightFile {

    private static final long LONGEST_INDEX = 25_000_000;

    private final String name;
    private final Map<String, WeightFile> shards;
    private final Map<String, WeightFile> places = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private ShardedFile(String name, Map<String, WeightFile> shards) {
        this.name = name;
        this.shards = shards;
    }

    /** Opens the shards that an index names, beside it. */
    static WeightFile open(ByteSource source, Path index) throws IOException {
        long size = source.size();
        if (size > LONGEST_INDEX) {
            throw new WeightsException(
                    "%s: expected an index of at most %d bytes, got %d".formatted(index, LONGEST_INDEX, size));
        }
        byte[] bytes = new byte[(int) size];
        source.fill(ByteBuffer.wrap(bytes), 0, index.toString());
        source.close();
        ShardIndex parsed = ShardIndex.parse(bytes, index.toString());
        Map<String, WeightFile> shards = new LinkedHashMap<>();
        boolean opened = false;
        try {
            openAll(parsed, index, shards);
            ShardedFile file = new ShardedFile(index.toString(), shards);
            file.join(parsed);
            opened = true;
            return file;
        } finally {
            if (!opened) {
                closeAll(shards.values());
            }
        }
    }

    private static void openAll(ShardIndex index, Path path, Map<String, WeightFile> shards) {
        for (Map.Entry<String, String> entry : index.shards().entrySet()) {
            String shard = entry.getValue();
            if (shards.containsKey(shard)) {
                continue;
            }
            Path file = path.resolveSibling(shard);
            if (!Files.isRegularFile(file)) {
                throw new WeightsException("%s: %s: expected a file %s beside the index, got none"
                        .formatted(path, quoted(entry.getKey()), quoted(shard)));
            }
            shards.put(shard, WeightFormat.openShard(file));
        }
    }

    private void join(ShardIndex index) {
        index.shards().forEach((tensor, shard) -> {
            TensorInfo info = shards.get(shard).tensors().get(tensor);
            if (info == null) {
                throw new WeightsException(
                        "%s: expected %s in %s, which lacks it".formatted(name, quoted(tensor), quoted(shard)));
            }
            tensors.put(tensor, info);
            places.put(tensor, shards.get(shard));
        });
        shards.forEach((shard, file) -> file.tensors().keySet().forEach(tensor -> {
            if (places.get(tensor) != file) {
                throw new WeightsException("%s: expected no tensor in %s that the index does not place there, got %s"
                        .formatted(name, quoted(shard), quoted(tensor)));
            }
        }));
        shards.values().forEach(file -> metadata.putAll(file.metadata()));
        metadata.putAll(index.metadata());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        shard(tensor).read(tensor, target);
    }

    @Override
    public void readStored(String tensor, ByteBuffer target) {
        shard(tensor).readStored(tensor, target);
    }

    private WeightFile shard(String tensor) {
        WeightFile shard = places.get(tensor);
        if (shard == null) {
            throw new IllegalArgumentException(
                    "%s: no tensor %s among its %d".formatted(name, quoted(tensor), tensors.size()));
        }
        return shard;
    }

    @Override
    public void close() {
        closeAll(shards.values());
    }

    private static void closeAll(Collection<WeightFile> files) {
        files.forEach(WeightFile::close);
    }
}
