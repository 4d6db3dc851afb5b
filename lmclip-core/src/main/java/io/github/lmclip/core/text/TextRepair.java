package io.github.lmclip.core.text;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Repairs text as it comes from the web, as CLIP's published tokenizer does first of all, by the defaults of the Python
 * library <a href="https://ftfy.readthedocs.io/en/latest/config.html">ftfy</a> (Speer, "ftfy", Zenodo 2019,
 * doi:10.5281/zenodo.2591652). Its steps, in ftfy's order:
 *
 * <ol>
 *   <li>character references that end with a semicolon, unless the text has a {@code <};
 *   <li>mojibake: UTF-8 that was read as Windows-1252 or Latin-1, where it can be nothing else;
 *   <li>control characters U+0080 to U+009F read as Windows-1252;
 *   <li>Latin ligatures as letters, characters of full or half width in their usual one;
 *   <li>straight quotation marks, newlines as the only line break, U+FFFD for lone surrogates;
 *   <li>terminal escapes and control characters removed;
 *   <li>Unicode's normalisation NFC.
 * </ol>
 *
 * <p>Mojibake is found by rules of this library's own, so that texts which ftfy and these rules judge differently get
 * other ids than CLIP's; all other steps do as ftfy does.
 */
public final class TextRepair {

    /** More layers of damage than any text has; what a text made for the purpose has beyond stays. */
    private static final int MAX_ROUNDS = 16;

    private static final List<UnaryOperator<String>> STEPS = List.of(
            StrictEntities::unescape,
            Mojibake::repair,
            new C1Controls(),
            new LatinLigatures(),
            new CharacterWidth(),
            new CurlyQuotes(),
            new LineBreaks(),
            Surrogates::replaceLone,
            TerminalEscapes::remove,
            new ControlCharacters(),
            Composition::compose);

    private TextRepair() {}

    /**
     * Returns the repaired text. All steps are repeated until they change nothing, so that a second repair changes
     * nothing either, at most {@value #MAX_ROUNDS} times. Printable ASCII without character references stays as it is.
     */
    public static String repair(String text) {
        String repaired = Objects.requireNonNull(text, "text");
        for (int round = 0; round < MAX_ROUNDS && !isPlain(repaired); round++) {
            String before = repaired;
            for (UnaryOperator<String> step : STEPS) {
                repaired = step.apply(repaired);
            }
            if (repaired.equals(before)) {
                break;
            }
        }
        return repaired;
    }

    /** Returns whether no step can change the text, which is so for nearly all captions. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\t' || c > '~' || c == '&') {
                return false;
            }
        }
        return true;
    }
}
