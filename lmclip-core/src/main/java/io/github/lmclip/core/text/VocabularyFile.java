package io.github.lmclip.core.text;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Finds a vocabulary's file, and its format by content. */
final class VocabularyFile {

    /** Four times the size of CLIP's own in its largest format; a decompressed bomb ends here. */
    private static final int MAX_BYTES = 16 << 20;

    private static final String MERGES = "merges.txt";

    /** What a folder is searched for, in this order. */
    private static final List<String> NAMES =
            List.of("tokenizer.json", "vocab.json", "bpe_simple_vocab_16e6.txt.gz", "vocabulary.txt.gz");

    private VocabularyFile() {}

    static BpeVocabulary read(Path path) {
        if (!Files.isDirectory(path)) {
            return readFile(path);
        }
        return readFile(NAMES.stream()
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new VocabularyException(
                        "%s: expected a folder with one of %s, got none of them".formatted(path, NAMES))));
    }

    static BpeVocabulary read(String name, InputStream stream) throws IOException {
        String content = content(name, stream);
        if (!isJson(content)) {
            return TokenIds.inOrder(MergesFile.read(name, content));
        }
        HuggingFaceJson json = HuggingFaceJson.read(name, content);
        if (json.isMapOfIds()) {
            throw new VocabularyException(
                    "%s: expected merges, got ids alone; give the path, with %s beside it".formatted(name, MERGES));
        }
        return json.vocabulary();
    }

    private static BpeVocabulary readFile(Path file) {
        String name = file.toString();
        String content = content(file);
        if (!isJson(content)) {
            return TokenIds.inOrder(MergesFile.read(name, content));
        }
        HuggingFaceJson json = HuggingFaceJson.read(name, content);
        return json.isMapOfIds() ? json.vocabulary(mergesBeside(file)) : json.vocabulary();
    }

    private static MergeRules mergesBeside(Path file) {
        Path merges = file.resolveSibling(MERGES);
        if (!Files.isRegularFile(merges)) {
            throw new VocabularyException("%s: expected %s beside it, got no such file".formatted(file, MERGES));
        }
        return MergesFile.read(merges.toString(), content(merges));
    }

    private static boolean isJson(String content) {
        return content.stripLeading().startsWith("{");
    }

    private static String content(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return content(file.toString(), stream);
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the vocabulary cannot be read".formatted(file), e);
        }
    }

    private static String content(String name, InputStream stream) throws IOException {
        byte[] bytes = inflate(stream.readNBytes(MAX_BYTES + 1), name);
        if (bytes.length > MAX_BYTES) {
            throw new VocabularyException("%s: expected at most %d bytes of text, got more".formatted(name, MAX_BYTES));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] inflate(byte[] bytes, String name) throws IOException {
        if (bytes.length < 3 || bytes[0] != (byte) 0x1F || bytes[1] != (byte) 0x8B) {
            return bytes;
        }
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return plain.readNBytes(MAX_BYTES + 1);
        } catch (ZipException | EOFException e) {
            throw new VocabularyException("%s: not a complete gzip file: %s".formatted(name, e.getMessage()), e);
        }
    }
}
