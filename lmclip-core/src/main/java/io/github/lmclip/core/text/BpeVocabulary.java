package io.github.lmclip.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The symbols of a byte-pair encoding and the order in which neighbours are merged (Sennrich et al., "Neural Machine
 * Translation of Rare Words with Subword Units", ACL 2016), in the order of CLIP's published tokenizer: 256 bytes, the
 * same 256 at the end of a word, one symbol per merge, and the two marks {@value #START_OF_TEXT} and
 * {@value #END_OF_TEXT}. CLIP's own vocabulary has 48,894 merges, hence 49,408 ids; any smaller number will do.
 */
public final class BpeVocabulary {

    /** How many merges of a file are used, at most; CLIP's file holds further ones. */
    public static final int MAX_MERGES = 48_894;

    /** The mark before every text. */
    public static final String START_OF_TEXT = "<|startoftext|>";

    /** The mark behind every text; the text's feature is read at its position. */
    public static final String END_OF_TEXT = "<|endoftext|>";

    /** What a symbol that ends a word is written with. */
    static final String END_OF_WORD = "</w>";

    /** The id of the first merge. */
    static final int FIRST_MERGE = 2 * ByteSymbols.COUNT;

    private final PairTable pairs;
    private final byte[][] spellings;

    BpeVocabulary(PairTable pairs, byte[][] spellings) {
        this.pairs = pairs;
        this.spellings = spellings;
    }

    /**
     * Reads a vocabulary: a merges file as CLIP's, as such or compressed by gzip, Hugging Face's {@code tokenizer.json} or
     * {@code vocab.json} (with {@code merges.txt} beside it), or a folder with one of them. A merges file has a header line with {@code #version}, then on each line the two
     * symbols of a merge with a blank between them. Lines after
     * the first {@value #MAX_MERGES} merges are not read.
     *
     * @throws IllegalArgumentException if the content breaks the format; the message gives file and line
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static BpeVocabulary read(Path path) {
        return VocabularyFile.read(path);
    }

    /**
     * Reads a merges file from a stream, as {@link #read(Path)}; the caller closes the stream.
     *
     * @param name what messages call the file
     * @param stream the content, as such or compressed by gzip
     * @throws IllegalArgumentException if the content breaks the format; the message gives name and line
     * @throws IOException if the stream cannot be read
     */
    public static BpeVocabulary read(String name, InputStream stream) throws IOException {
        return MergesFile.read(name, Objects.requireNonNull(stream, "stream"));
    }

    /** Returns this vocabulary as a merges file, compressed by gzip: what {@link #read} gives it back from. */
    public byte[] file() {
        return MergesFile.write(this);
    }

    /** Returns the two symbols that each merge joins, the first merge first. */
    int[][] merges() {
        return pairs.byValue(FIRST_MERGE, size() - 2);
    }

    /** Returns the number of ids; ids are 0 to this number, exclusive. */
    public int size() {
        return spellings.length;
    }

    /** Returns the id of {@value #START_OF_TEXT}, the last but one. */
    public int startOfText() {
        return size() - 2;
    }

    /** Returns the id of {@value #END_OF_TEXT}, the last and largest. */
    public int endOfText() {
        return size() - 1;
    }

    /**
     * Returns the id that two neighbours merge into, or -1. Ids of merges ascend in the order of precedence: the merge of
     * the lowest id goes first.
     */
    int merge(int left, int right) {
        return pairs.find(left, right);
    }

    /** Returns the bytes of a symbol, followed by {@value #END_OF_WORD} where it ends a word; not to be changed. */
    byte[] spelling(int id) {
        return spellings[id];
    }
}
