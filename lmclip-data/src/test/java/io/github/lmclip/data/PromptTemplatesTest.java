package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTemplatesTest {

    @Test
    void imageNetHasEightyDifferentSentences() {
        List<String> templates = PromptTemplates.IMAGENET.templates();
        assertEquals(80, templates.size());
        assertEquals(80, new HashSet<>(templates).size());
        assertTrue(PromptTemplates.IMAGENET.about("dog").contains("itap of my dog."));
    }

    @Test
    void refusesSentencesWithoutExactlyOnePlace() {
        for (String wrong : List.of("a photo", "{} and {}", "")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> PromptTemplates.of(wrong));
            assertEquals("a prompt template must have exactly one {}, got \"" + wrong + "\"", refused.getMessage());
        }
        assertThrows(IllegalArgumentException.class, PromptTemplates::of);
    }

    @Test
    void namesMayContainAnything() {
        assertEquals(List.of("$1 {} \\"), PromptTemplates.of("$1 {} \\").about("{}"));
    }
}
