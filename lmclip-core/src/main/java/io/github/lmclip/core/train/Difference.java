package io.github.lmclip.core.train;

/** Two long texts, cut to where they differ. */
record Difference(String before, String after) {

    private static final String BEFORE_WORDS = " ,;[({";
    private static final String AFTER_WORDS = " ,;";
    private static final String LEFT_OUT = "...";
    private static final int LONGEST = 80;

    /** Cuts off what both texts begin and end with, at whole words. */
    static Difference of(String before, String after) {
        int most = Math.min(before.length(), after.length());
        int start = 0;
        while (start < most && before.charAt(start) == after.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < most - start
                && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
            end++;
        }
        while (start > 0 && BEFORE_WORDS.indexOf(before.charAt(start - 1)) < 0) {
            start--;
        }
        while (end > 0 && AFTER_WORDS.indexOf(before.charAt(before.length() - end)) < 0) {
            end--;
        }
        return new Difference(cut(before, start, end), cut(after, start, end));
    }

    /** Returns a text, without its end where it is too long for a message. */
    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + LEFT_OUT;
    }

    private static String cut(String text, int start, int end) {
        return (start > 0 ? LEFT_OUT : "") + text.substring(start, text.length() - end) + (end > 0 ? LEFT_OUT : "");
    }
}
