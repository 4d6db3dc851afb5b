package io.github.lmclip.data;

import java.util.Locale;

/** The groups that long-tailed benchmarks report by; a class's group follows from its training images. */
public enum ClassGroup {
    /** 100 training images and more. */
    HEAD,
    /** 20 to 99 training images. */
    MEDIUM,
    /** Fewer than 20 training images. */
    TAIL;

    private static final int HEAD_FROM = 100;
    private static final int MEDIUM_FROM = 20;

    /** Returns the group of a class with so many training images. */
    public static ClassGroup of(int trainingImages) {
        if (trainingImages >= HEAD_FROM) {
            return HEAD;
        }
        return trainingImages >= MEDIUM_FROM ? MEDIUM : TAIL;
    }

    /** Returns the word of tables, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
