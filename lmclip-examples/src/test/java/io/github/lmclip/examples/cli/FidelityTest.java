package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.losses.DistributionBalance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The switches that FIDELITY.md names are there, and take the values that it gives. */
class FidelityTest {

    private static final Pattern SWITCH =
            Pattern.compile("`((?:data|network|loss|training|loading|machine|watch)\\.[A-Za-z.]+)(?:=([^`]+))?`");

    private static List<MatchResult> switches() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "FIDELITY.md"));
        return SWITCH.matcher(text).results().toList();
    }

    @Test
    void everyKeyIsKnown() throws IOException {
        Set<String> known = Configuration.quickstart().values().keySet();
        List<MatchResult> found = switches();
        assertTrue(found.size() > 20, "found " + found.size());
        found.forEach(key -> assertTrue(known.contains(key.group(1)), key.group(1) + " is no key"));
    }

    @Test
    void everyValueIsTaken() throws IOException {
        Configuration start = Configuration.quickstart();
        switches().stream()
                .filter(found -> found.group(2) != null)
                .forEach(found -> assertDoesNotThrow(() -> start.with(found.group(1), found.group(2)), found.group()));
    }

    @Test
    void everyFormOfTheDistributionBalancedLossIsThere() {
        List<String> forms = Arrays.stream(DistributionBalance.class.getMethods())
                .map(method -> method.getName())
                .toList();
        assertTrue(forms.containsAll(List.of("authors", "copies", "undivided", "star", "starOfPaper", "tolerant")));
    }
}
