package io.github.lmclip.core.text;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repairs damaged text as CLIP's published tokenizer has it done by ftfy before anything else: character references, codes
 * of terminals, UTF-8 that was read as something else ({@link Mojibake}), ligatures, characters of full or half width,
 * curled quotes, control characters, and composed letters (NFC), again and again until nothing changes. Line ends are left
 * as they are, since all white space becomes a blank later.
 *
 * @see <a href="https://ftfy.readthedocs.io/en/latest/config.html">ftfy's documentation of its fixes</a>
 */
public final class TextRepair {

    /** Rounds after which even a hostile text is taken as it is; real ones need two. */
    private static final int ROUNDS = 16;

    private static final Pattern TERMINAL_CODE = Pattern.compile("\u001B\\[[\\d;]*[a-zA-Z]");

    private static final Pattern REFERENCE = Pattern.compile("&#?[0-9A-Za-z]{1,24};");

    private TextRepair() {}

    /** Returns the repaired text; the same one where nothing is to be done. */
    public static String apply(String text) {
        boolean references = text.indexOf('<') < 0;
        String repaired = text;
        for (int round = 0; round < ROUNDS && !isPlain(repaired); round++) {
            String next = once(repaired, references);
            if (next.equals(repaired)) {
                break;
            }
            repaired = next;
        }
        return repaired;
    }

    /** Returns whether a text is printable ASCII without references: most captions are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '&') {
                return false;
            }
        }
        return true;
    }

    private static String once(String text, boolean references) {
        String repaired = references && text.indexOf('&') >= 0 ? withoutReferences(text) : text;
        if (repaired.indexOf('\u001B') >= 0) {
            repaired = TERMINAL_CODE.matcher(repaired).replaceAll("");
        }
        repaired = CharacterRepair.apply(Mojibake.undo(repaired));
        return Normalizer.isNormalized(repaired, Normalizer.Form.NFC)
                ? repaired
                : Normalizer.normalize(repaired, Normalizer.Form.NFC);
    }

    /** Replaces references that end in a semicolon; in text with a {@code <}, which may be markup, they are kept. */
    private static String withoutReferences(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            String character = HtmlEntities.unescape(found.group());
            return Matcher.quoteReplacement(character.indexOf(';') >= 0 ? found.group() : character);
        });
    }
}
