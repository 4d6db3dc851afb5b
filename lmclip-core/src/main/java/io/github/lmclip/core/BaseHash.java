package io.github.lmclip.core;

import io.github.lmclip.core.clip.Adapters;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.HostMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** The identity of a network's own weights: SHA-256 over names and float32 numbers, without adapters and what CLIP does not have. */
final class BaseHash {

    private static final int CHUNK = 1 << 18;

    private BaseHash() {}

    static String of(Clip clip) {
        MessageDigest digest = sha256();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        new TreeMap<>(clip.parameters()).forEach((name, parameter) -> {
            if (Adapters.isBase(name)) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                add(HostMemory.read(parameter.getArray()), chunk, digest);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(FloatBuffer numbers, ByteBuffer chunk, MessageDigest digest) {
        while (numbers.hasRemaining()) {
            int count = Math.min(numbers.remaining(), CHUNK / Float.BYTES);
            chunk.clear();
            chunk.asFloatBuffer().put(numbers.slice(numbers.position(), count));
            numbers.position(numbers.position() + count);
            digest.update(chunk.limit(count * Float.BYTES));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
