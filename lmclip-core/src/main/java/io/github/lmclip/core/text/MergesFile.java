package io.github.lmclip.core.text;

/** Reads merges as CLIP's own vocabulary and Hugging Face's {@code merges.txt} hold them, and checks every line. */
final class MergesFile {

    private static final String HEADER = "#version";

    private MergesFile() {}

    /**
     * Returns the merges of a file's lines, at most {@value BpeVocabulary#MAX_MERGES}.
     *
     * @param name what messages call the file
     */
    static MergeRules read(String name, String content) {
        String[] lines = content.split("\n", BpeVocabulary.MAX_MERGES + 2);
        if (!lines[0].contains(HEADER)) {
            throw new VocabularyException("%s:1: expected a header line with %s, got %s"
                    .formatted(name, HEADER, VocabularyException.quoted(lines[0])));
        }
        int merges = Math.min(lines.length - 1, BpeVocabulary.MAX_MERGES);
        if (merges > 0 && lines[merges].isEmpty()) {
            merges--; // the newline at the file's end
        }
        MergeRules rules = new MergeRules(merges);
        for (int line = 1; line <= merges; line++) {
            rules.add(lines[line], name + ":" + (line + 1));
        }
        return rules;
    }
}
