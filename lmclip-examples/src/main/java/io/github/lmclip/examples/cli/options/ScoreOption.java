package io.github.lmclip.examples.cli.options;

import io.github.lmclip.core.Score;

/** The words by which the command line calls scores. */
public final class ScoreOption {

    private static final String WORDS = "cosine, logit, softmax or sigmoid:SCALE:BIAS";

    private ScoreOption() {}

    public static Score parse(String word) {
        String[] parts = word.split(":");
        return switch (parts[0]) {
            case "cosine" -> Score.COSINE;
            case "logit" -> Score.LOGIT;
            case "softmax" -> Score.SOFTMAX;
            case "sigmoid" -> sigmoid(word, parts);
            default -> throw unknown(word);
        };
    }

    private static Score sigmoid(String word, String... parts) {
        if (parts.length != 3) {
            throw unknown(word);
        }
        try {
            return Score.sigmoid(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
        } catch (NumberFormatException e) {
            throw unknown(word);
        }
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException("--score must be %s, got %s".formatted(WORDS, word));
    }
}
