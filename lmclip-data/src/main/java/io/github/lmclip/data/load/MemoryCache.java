package io.github.lmclip.data.load;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Keeps what fits under a limit, for good: passes over a set come round in ever new orders, so that throwing out the
 * oldest would cost as many hits as it gains.
 */
final class MemoryCache<K, V> {

    /** What an entry takes beside its content, about. */
    private static final long OVERHEAD_BYTES = 128;

    private final long limit;
    private final ToLongFunction<V> size;
    private final ConcurrentMap<K, V> kept = new ConcurrentHashMap<>();
    private final AtomicLong used = new AtomicLong();

    MemoryCache(long limit, ToLongFunction<V> size) {
        this.limit = limit;
        this.size = size;
    }

    /** Returns what is kept for {@code key}; else what {@code source} gives, kept if it fits. */
    V get(K key, Supplier<V> source) {
        V found = kept.get(key);
        if (found != null) {
            return found;
        }
        V made = source.get();
        long bytes = size.applyAsLong(made) + OVERHEAD_BYTES;
        if (reserve(bytes) && kept.putIfAbsent(key, made) != null) {
            used.addAndGet(-bytes);
        }
        return made;
    }

    private boolean reserve(long bytes) {
        long before = used.get();
        while (bytes <= limit - before) {
            if (used.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = used.get();
        }
        return false;
    }

    long usedBytes() {
        return used.get();
    }
}
