package io.github.lmclip.core.text;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * CLIP's vocabulary of byte pairs: 256 bytes, the same at the end of a word, one token per merge, start and end. Immutable.
 */
public final class BpeVocabulary {

    /** The merges that CLIP takes of its published file, which holds more. */
    private static final int MOST_MERGES = 48_894;

    /** Marks a symbol that ends a word. */
    static final String END_OF_WORD = "</w>";

    private static final int GZIP_MAGIC = 0x1f8b;

    private final List<String> symbols = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();

    private BpeVocabulary(String name, List<String> merges) {
        List<String> bytes = ByteSymbols.all();
        bytes.forEach(this::add);
        bytes.forEach(symbol -> add(symbol + END_OF_WORD));
        for (int i = 0; i < merges.size(); i++) {
            String[] pair = merges.get(i).split(" ");
            if (pair.length != 2 || !ids.containsKey(pair[0]) || !ids.containsKey(pair[1])) {
                throw new IllegalArgumentException(
                        "%s:%d: \"%s\" is no merge of two known symbols".formatted(name, i + 2, merges.get(i)));
            }
            ranks.put(merges.get(i), i);
            add(pair[0] + pair[1]);
        }
        add("<|startoftext|>");
        add("<|endoftext|>");
    }

    private void add(String symbol) {
        ids.putIfAbsent(symbol, symbols.size());
        symbols.add(symbol);
    }

    /**
     * Reads a file in CLIP's format, compressed by gzip or plain.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if a line is no merge; the message gives file and line
     */
    public static BpeVocabulary read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(file.toString(), stream);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the vocabulary " + file, e);
        }
    }

    /**
     * Reads a stream in CLIP's format: a line of header, then a merge of two symbols per line.
     *
     * @param name for messages
     */
    public static BpeVocabulary read(String name, InputStream stream) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(stream);
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        List<String> merges = reader.lines()
                .skip(1)
                .limit(MOST_MERGES)
                .filter(line -> !line.isEmpty())
                .toList();
        return new BpeVocabulary(name, merges);
    }

    /** Returns the number of tokens. */
    public int size() {
        return symbols.size();
    }

    /** Returns the id that starts every sequence. */
    public int start() {
        return size() - 2;
    }

    /** Returns the id that ends every sequence, the largest one. */
    public int end() {
        return size() - 1;
    }

    int id(String symbol) {
        return ids.get(symbol);
    }

    String symbol(int id) {
        return symbols.get(id);
    }

    /** Returns how early a pair is merged, or null if it never is. */
    Integer rank(String left, String right) {
        return ranks.get(left + " " + right);
    }
}
