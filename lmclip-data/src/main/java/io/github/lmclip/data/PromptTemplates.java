package io.github.lmclip.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sentences that a class name is put into. Where there are several, a class is represented by the mean of its sentences'
 * unit vectors, as CLIP's authors do.
 *
 * @param templates sentences, each with one {@value #PLACE}, at least one
 */
public record PromptTemplates(List<String> templates) {

    /** Where the class name goes. */
    public static final String PLACE = "{}";

    /** The published prompt of LM-CLIP; no article is mended: "a photo of a aeroplane". */
    public static final PromptTemplates LM_CLIP = of("a photo of a {}");

    /**
     * The 80 sentences that CLIP's authors chose for ImageNet, in alphabetical order.
     *
     * @see <a href="https://github.com/openai/CLIP/blob/main/notebooks/Prompt_Engineering_for_ImageNet.ipynb">their
     *     notebook</a>
     */
    public static final PromptTemplates IMAGENET = resource("imagenet-prompts.txt");

    /**
     * Copies and checks the sentences.
     *
     * @throws IllegalArgumentException if there are none, or one has not exactly one {@value #PLACE}
     */
    public PromptTemplates {
        templates = List.copyOf(templates);
        if (templates.isEmpty()) {
            throw new IllegalArgumentException("expected at least one prompt template, got none");
        }
        for (String template : templates) {
            int place = template.indexOf(PLACE);
            if (place < 0 || template.indexOf(PLACE, place + 1) >= 0) {
                throw new IllegalArgumentException(
                        "a prompt template must have exactly one %s, got \"%s\"".formatted(PLACE, template));
            }
        }
    }

    /** Returns templates of one's own. */
    public static PromptTemplates of(String... templates) {
        return new PromptTemplates(List.of(templates));
    }

    private static PromptTemplates resource(String name) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(PromptTemplates.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
            return new PromptTemplates(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the sentences about a class. */
    public List<String> about(String className) {
        return templates.stream()
                .map(template -> template.replace(PLACE, className))
                .toList();
    }
}
