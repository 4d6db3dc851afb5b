package io.github.lmclip.core.text;

import io.github.lmclip.golden.GoldenSource;
import java.nio.file.Path;

/** CLIP's own vocabulary, which is not committed, and the small one that this library ships. */
final class Vocabularies {

    private Vocabularies() {}

    static BpeVocabulary of(GoldenSource source) {
        return BpeVocabulary.read(file(source));
    }

    static Path file(GoldenSource source) {
        if (source == GoldenSource.SHARED) {
            return GoldenSource.shared("clip/bpe_simple_vocab_16e6.txt.gz");
        }
        return GoldenSource.root()
                .resolve("lmclip-core/src/main/resources/io/github/lmclip/core/tiny/vocabulary.txt.gz");
    }
}
