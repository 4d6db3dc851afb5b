package io.github.lmclip.core.text;

import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.nio.file.Path;

/** The vocabularies that the reference ids were made with. */
final class Vocabularies {

    private Vocabularies() {}

    static BpeVocabulary of(GoldenSource source) {
        return BpeVocabulary.read(file(source));
    }

    static Path file(GoldenSource source) {
        if (source == GoldenSource.SHARED) {
            return GoldenSource.shared("clip/bpe_simple_vocab_16e6.txt.gz");
        }
        Golden golden = source.open("tokenizer");
        return source.file(golden.index().get("vocabulary").getAsString());
    }
}
