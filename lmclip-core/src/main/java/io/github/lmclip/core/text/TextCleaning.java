package io.github.lmclip.core.text;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Steps that bring a text into the form that the tokenizer cuts into words. Each step is a pure function.
 *
 * @param steps the steps, in the order in which they are applied
 */
public record TextCleaning(List<UnaryOperator<String>> steps) {

    /** Copies the steps. */
    public TextCleaning {
        steps = List.copyOf(steps);
    }

    /** Returns the cleaning of CLIP's published tokenizer: {@link TextRepair}, and then the steps of {@link #clip()}. */
    public static TextCleaning defaults() {
        return clip().after(TextRepair::repair);
    }

    /**
     * Returns the cleaning of CLIP's published tokenizer without its repair of damaged text: character references
     * replaced twice, white space at the ends removed and inside collapsed to one blank, lower case.
     */
    public static TextCleaning clip() {
        return new TextCleaning(List.of(
                HtmlEntities::unescape,
                HtmlEntities::unescape,
                WhiteSpace::strip,
                WhiteSpace::collapse,
                LowerCase::of));
    }

    /** Returns a cleaning that applies {@code step} first, and then these steps. */
    public TextCleaning after(UnaryOperator<String> step) {
        Objects.requireNonNull(step, "step");
        return new TextCleaning(Stream.concat(Stream.of(step), steps.stream()).toList());
    }

    /** Returns the cleaned text. */
    public String apply(String text) {
        String clean = Objects.requireNonNull(text, "text");
        for (UnaryOperator<String> step : steps) {
            clean = step.apply(clean);
        }
        return clean;
    }
}
