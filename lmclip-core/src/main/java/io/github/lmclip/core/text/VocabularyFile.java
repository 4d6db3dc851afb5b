package io.github.lmclip.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds and reads a vocabulary in any of its formats, told by the content. */
final class VocabularyFile {

    /** What a folder's vocabulary may be called, the first that is there being taken. */
    private static final List<String> USUAL =
            List.of("tokenizer.json", "vocab.json", "bpe_simple_vocab_16e6.txt.gz", "vocabulary.txt.gz", "merges.txt");

    private VocabularyFile() {}

    static BpeVocabulary read(Path path) {
        Path file = Files.isDirectory(path) ? within(path) : path;
        return isJson(file) ? HuggingFaceVocabulary.read(file) : MergesFile.read(file);
    }

    private static Path within(Path folder) {
        return USUAL.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s holds no vocabulary, expected one of %s".formatted(folder, String.join(", ", USUAL))));
    }

    private static boolean isJson(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            int first = stream.read();
            while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                first = stream.read();
            }
            return first == '{';
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the vocabulary cannot be read".formatted(file), e);
        }
    }
}
