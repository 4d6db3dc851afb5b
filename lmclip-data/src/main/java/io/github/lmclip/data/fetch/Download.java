package io.github.lmclip.data.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A file to bring here.
 *
 * @param address where it is published, {@code http} or {@code https}
 * @param target where it goes
 * @param checksum what its bytes must give, where that is known
 * @param size how many bytes it must have, where that is known
 * @param headers what requests say beside the usual, such as a token; said to the host of {@code address} only, never to
 *     another one that it redirects to or a mirror
 */
public record Download(
        URI address, Path target, Optional<Checksum> checksum, OptionalLong size, Map<String, String> headers) {

    /** Checks the address. */
    public Download {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(checksum, "checksum");
        Objects.requireNonNull(size, "size");
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || address.getHost() == null) {
            throw new IllegalArgumentException("expected an http or https address with a host, got " + address);
        }
        if (size.isPresent() && size.getAsLong() < 0) {
            throw new IllegalArgumentException("size must be >= 0, got " + size.getAsLong());
        }
        headers = Map.copyOf(headers);
    }

    /** Returns a download of which nothing but its address is known. */
    public static Download of(URI address, Path target) {
        return new Download(address, target, Optional.empty(), OptionalLong.empty(), Map.of());
    }

    /** Returns a copy that must give a checksum. */
    public Download withChecksum(Checksum checksum) {
        return new Download(address, target, Optional.of(checksum), size, headers);
    }

    /** Returns a copy that must have so many bytes. */
    public Download withSize(long size) {
        return new Download(address, target, checksum, OptionalLong.of(size), headers);
    }

    /** Returns a copy whose requests say one header more. */
    public Download withHeader(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return new Download(address, target, checksum, size, all);
    }

    /** Returns how to do without a fetcher: what to get, how to know it and where to put it. */
    public String howToGet() {
        List<String> known = new ArrayList<>();
        size.ifPresent(bytes -> known.add(String.format(Locale.ROOT, "%,d bytes", bytes)));
        checksum.ifPresent(sum -> known.add(sum.toString()));
        String inBrackets = known.isEmpty() ? "" : " (" + String.join(", ", known) + ")";
        return "get %s%s and put it at %s".formatted(address, inBrackets, target);
    }

    /** Returns the download without the values of its headers, which may be secret. */
    @Override
    public String toString() {
        return "Download[%s, headers=%s]".formatted(howToGet(), headers.keySet());
    }
}
