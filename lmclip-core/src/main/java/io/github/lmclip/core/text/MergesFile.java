package io.github.lmclip.core.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** Reads the file format of CLIP's vocabulary, and checks every line of it. */
final class MergesFile {

    /** Five times the size of CLIP's own file; a decompressed bomb ends here. */
    private static final int MAX_BYTES = 16 << 20;

    private static final String HEADER = "#version";

    private final String name;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<byte[]> spellings = new ArrayList<>();

    private MergesFile(String name) {
        this.name = name;
    }

    static BpeVocabulary read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(file.toString(), stream);
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the vocabulary cannot be read".formatted(file), e);
        }
    }

    /** Reads a file whose symbols are to have given ids. */
    static BpeVocabulary read(Path file, Map<String, Integer> expected) {
        try (InputStream stream = Files.newInputStream(file)) {
            MergesFile merges = new MergesFile(file.toString());
            BpeVocabulary vocabulary = merges.read(stream);
            merges.require(expected);
            return vocabulary;
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the vocabulary cannot be read".formatted(file), e);
        }
    }

    /** Makes a vocabulary of merges whose symbols are to have given ids. */
    static BpeVocabulary of(String name, List<String> merges, Map<String, Integer> expected) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(merges);
        MergesFile file = new MergesFile(name);
        BpeVocabulary vocabulary = file.vocabulary(lines.toArray(String[]::new), merges.size());
        file.require(expected);
        return vocabulary;
    }

    private void require(Map<String, Integer> expected) {
        ids.put(BpeVocabulary.START_OF_TEXT, spellings.size() - 2);
        ids.put(BpeVocabulary.END_OF_TEXT, spellings.size() - 1);
        expected.forEach((symbol, id) -> {
            if (!id.equals(ids.get(symbol))) {
                throw new IllegalArgumentException(
                        "%s: \"%s\" has id %d, by its merges it has %s: not a vocabulary of CLIP's kind"
                                .formatted(name, symbol, id, ids.get(symbol)));
            }
        });
        if (expected.size() != ids.size()) {
            throw new IllegalArgumentException(
                    "%s: %d symbols have ids, by its merges there are %d".formatted(name, expected.size(), ids.size()));
        }
    }

    static BpeVocabulary read(String name, InputStream stream) throws IOException {
        return new MergesFile(name).read(stream);
    }

    private BpeVocabulary read(InputStream stream) throws IOException {
        String content = new String(inflate(stream.readNBytes(MAX_BYTES + 1), name), StandardCharsets.UTF_8);
        String[] lines = content.split("\n", BpeVocabulary.MAX_MERGES + 2);
        if (!lines[0].contains(HEADER)) {
            throw new IllegalArgumentException("%s:1: expected a header line with %s, got \"%s\""
                    .formatted(name, HEADER, lines[0].substring(0, Math.min(40, lines[0].length()))));
        }
        int merges = Math.min(lines.length - 1, BpeVocabulary.MAX_MERGES);
        boolean endsWithNewline = merges > 0 && lines[merges].isEmpty();
        return vocabulary(lines, endsWithNewline ? merges - 1 : merges);
    }

    /** Returns a vocabulary in the form that this reads. */
    static byte[] write(BpeVocabulary vocabulary) {
        List<String> symbols = new ArrayList<>();
        for (String end : List.of("", BpeVocabulary.END_OF_WORD)) {
            for (int id = 0; id < ByteSymbols.COUNT; id++) {
                symbols.add(ByteSymbols.character(id) + end);
            }
        }
        StringBuilder lines = new StringBuilder(HEADER + "\n");
        for (int[] pair : vocabulary.merges()) {
            String first = symbols.get(pair[0]);
            String second = symbols.get(pair[1]);
            lines.append(first).append(' ').append(second).append('\n');
            symbols.add(first + second);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] inflate(byte[] bytes, String name) throws IOException {
        boolean compressed = bytes.length > 2 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B;
        byte[] content = bytes;
        if (compressed) {
            try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                content = plain.readNBytes(MAX_BYTES + 1);
            } catch (ZipException | EOFException e) {
                throw new IllegalArgumentException(
                        "%s: not a complete gzip file: %s".formatted(name, e.getMessage()), e);
            }
        }
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%s: a vocabulary has at most %d bytes of text, got more".formatted(name, MAX_BYTES));
        }
        return content;
    }

    private BpeVocabulary vocabulary(String[] lines, int merges) {
        addBytes("");
        addBytes(BpeVocabulary.END_OF_WORD);
        PairTable pairs = new PairTable(merges);
        for (int line = 1; line <= merges; line++) {
            addMerge(lines[line], line + 1, pairs);
        }
        spellings.add(BpeVocabulary.START_OF_TEXT.getBytes(StandardCharsets.US_ASCII));
        spellings.add(BpeVocabulary.END_OF_TEXT.getBytes(StandardCharsets.US_ASCII));
        return new BpeVocabulary(pairs, spellings.toArray(byte[][]::new));
    }

    private void addBytes(String end) {
        byte[] suffix = end.getBytes(StandardCharsets.US_ASCII);
        for (int id = 0; id < ByteSymbols.COUNT; id++) {
            add(ByteSymbols.character(id) + end, joined(new byte[] {(byte) ByteSymbols.value(id)}, suffix));
        }
    }

    private void addMerge(String line, int number, PairTable pairs) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            throw new IllegalArgumentException(
                    "%s:%d: expected two symbols with a blank between them, got \"%s\"".formatted(name, number, line));
        }
        String first = line.substring(0, blank);
        String second = line.substring(blank + 1);
        int left = id(first, number);
        int right = id(second, number);
        if (first.endsWith(BpeVocabulary.END_OF_WORD)) {
            throw new IllegalArgumentException("%s:%d: expected a first symbol that does not end a word, got \"%s\""
                    .formatted(name, number, first));
        }
        pairs.add(left, right, spellings.size());
        if (!add(first + second, joined(spellings.get(left), spellings.get(right)))) {
            throw new IllegalArgumentException(
                    "%s:%d: expected a new symbol, got \"%s\" again".formatted(name, number, first + second));
        }
    }

    private int id(String symbol, int number) {
        Integer id = ids.get(symbol);
        if (id == null) {
            throw new IllegalArgumentException(
                    "%s:%d: expected a byte's symbol or the result of an earlier line, got \"%s\""
                            .formatted(name, number, symbol));
        }
        return id;
    }

    private boolean add(String symbol, byte[] spelling) {
        Integer before = ids.putIfAbsent(symbol, spellings.size());
        spellings.add(spelling);
        return before == null;
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
