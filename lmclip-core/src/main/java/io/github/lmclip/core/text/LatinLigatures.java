package io.github.lmclip.core.text;

/**
 * Writes Latin ligatures and digraphs as the letters they join: ftfy's
 * <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">fix_latin_ligatures</a>. Letters of their own, such as æ
 * and œ, stay.
 */
final class LatinLigatures implements CharacterFix {

    @Override
    public boolean changes(char c) {
        return c >= '\u0132' && !replacement(c).isEmpty();
    }

    @Override
    public String replacement(char c) {
        return switch (c) {
            case '\u0132' -> "IJ";
            case '\u0133' -> "ij";
            case '\u0149' -> "\u02BCn";
            case '\u01C4' -> "D\u017D";
            case '\u01C5' -> "D\u017E";
            case '\u01C6' -> "d\u017E";
            case '\u01C7' -> "LJ";
            case '\u01C8' -> "Lj";
            case '\u01C9' -> "lj";
            case '\u01CA' -> "NJ";
            case '\u01CB' -> "Nj";
            case '\u01CC' -> "nj";
            case '\u01F1' -> "DZ";
            case '\u01F2' -> "Dz";
            case '\u01F3' -> "dz";
            case '\uFB00' -> "ff";
            case '\uFB01' -> "fi";
            case '\uFB02' -> "fl";
            case '\uFB03' -> "ffi";
            case '\uFB04' -> "ffl";
            case '\uFB05' -> "\u017Ft";
            case '\uFB06' -> "st";
            default -> "";
        };
    }
}
