package io.github.lmclip.core.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantTest {

    @Test
    void readsNameAndChanges() {
        Variant read = Variant.parse("soft-1:loss.gammaNeg=4, training.epochs = 3");
        assertEquals(Variant.of("soft-1", Map.of("loss.gammaNeg", "4", "training.epochs", "3")), read);
    }

    @Test
    void leavesCommasInValuesAlone() {
        Variant read = Variant.parse("named:network.prompt=a photo, of a {},training.epochs=3");
        assertEquals("a photo, of a {}", read.changes().get("network.prompt"));
        assertEquals("3", read.changes().get("training.epochs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss.gammaNeg=4", "two words:a.b=1", ":a.b=1", "../up:a.b=1", "empty:", "keyless:=3"})
    void refusesOtherForms(String text) {
        assertThrows(IllegalArgumentException.class, () -> Variant.parse(text));
    }

    @Test
    void unknownKeysAreNamedWithTheNearest() {
        Variant variant = Variant.parse("odd:loss.gamaNeg=4");
        String said = assertThrows(ConfigurationException.class, () -> variant.of(Configuration.quickstart()))
                .getMessage();
        assertEquals("loss.gamaNeg=4: there is no key \"loss.gamaNeg\"; the nearest is \"loss.gammaNeg\"", said);
    }

    /** Each part is on in all published recipes and moves one value alone. */
    @ParameterizedTest
    @EnumSource(RecipePart.class)
    void everyPartIsOneValueOfEveryRecipe(RecipePart part) {
        for (String name : new String[] {"quickstart", "voc_mlt_rn50", "coco_mlt_vitb16"}) {
            Configuration recipe = Configuration.named(name);
            Map<String, String> before = recipe.values();
            Map<String, String> after = part.without().of(recipe).values();
            long moved = after.entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                    .count();
            assertEquals(1, moved, name);
        }
    }
}
