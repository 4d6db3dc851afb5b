package io.github.lmclip.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The symbols of a byte-pair encoding and the order in which neighbours are merged (Sennrich et al., "Neural Machine
 * Translation of Rare Words with Subword Units", ACL 2016), in the order of CLIP's published tokenizer: 256 bytes, the
 * same 256 at the end of a word, one symbol per merge, and the two marks {@value #START_OF_TEXT} and
 * {@value #END_OF_TEXT}. CLIP's own vocabulary has 48,894 merges, hence 49,408 ids; any smaller number will do, and a
 * file that numbers its tokens otherwise keeps its numbers.
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

    private final PairTable pairs;
    private final int[] ids;
    private final byte[][] spellings;
    private final int startOfText;
    private final int endOfText;

    /** Creates a vocabulary of merges of symbols, the symbols' ids, and the spellings of ids, empty for an id without. */
    BpeVocabulary(PairTable pairs, int[] ids, byte[][] spellings, int startOfText, int endOfText) {
        this.pairs = pairs;
        this.ids = ids;
        this.spellings = spellings;
        this.startOfText = startOfText;
        this.endOfText = endOfText;
    }

    /**
     * Reads a vocabulary in one of these formats, told apart by content; a folder is searched for them by their usual
     * names, the first two first.
     *
     * <ul>
     *   <li>{@code tokenizer.json} of Hugging Face's fast tokenizers, and
     *   <li>{@code vocab.json} with a {@code merges.txt} beside it, of the slow ones: ids are those of the file, which for
     *       CLIP are the same as CLIP's own;
     *   <li>merges, as such or compressed by gzip, as in CLIP's {@code bpe_simple_vocab_16e6.txt.gz}: a header line with
     *       {@code #version}, then on each line the two symbols of a merge with a blank between them. Lines after the
     *       first {@value #MAX_MERGES} merges are not read. Ids are in order.
     * </ul>
     *
     * @throws VocabularyException if the content breaks the format; the message gives file and place
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static BpeVocabulary read(Path path) {
        return VocabularyFile.read(path);
    }

    /**
     * Reads a vocabulary of one file, as {@link #read(Path)}, from a stream; the caller closes the stream.
     *
     * @param name what messages call the file
     * @param stream the content, as such or compressed by gzip
     * @throws VocabularyException if the content breaks the format or has ids only; the message gives name and place
     * @throws IOException if the stream cannot be read
     */
    public static BpeVocabulary read(String name, InputStream stream) throws IOException {
        return VocabularyFile.read(name, Objects.requireNonNull(stream, "stream"));
    }

    /** Returns this vocabulary as one file, which {@link #read} gives back. */
    public byte[] file() {
        return VocabularyWriter.write(this, pairs.byValue(2 * ByteSymbols.COUNT, ids.length));
    }

    /** Returns the number of ids; ids are 0 to this number, exclusive. */
    public int size() {
        return spellings.length;
    }

    /** Returns the id of {@value #START_OF_TEXT}; the last but one where the file is CLIP's own. */
    public int startOfText() {
        return startOfText;
    }

    /** Returns the id of {@value #END_OF_TEXT}, the largest that a text can have. */
    public int endOfText() {
        return endOfText;
    }

    /**
     * Returns the symbol that two neighbours merge into, or -1. Symbols ascend in the order of precedence: the merge of
     * the lowest goes first.
     */
    int merge(int left, int right) {
        return pairs.find(left, right);
    }

    /** Returns the id of a symbol. */
    int id(int symbol) {
        return ids[symbol];
    }

    /** Returns the bytes of an id, followed by {@value #END_OF_WORD} where it ends a word; not to be changed. */
    byte[] spelling(int id) {
        return spellings[id];
    }
}
