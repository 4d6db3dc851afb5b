package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermNamesTest {

    @Test
    void areTheClassesOfTheTerms() {
        Loss own = batch -> batch.logits().orElseThrow().mean();
        Loss objective = new ContrastiveLoss()
                .plus(BalancedAsymmetricLoss.defaults().times(1e-3))
                .plus(BalancedAsymmetricLoss.defaults().withGammaNeg(2).times(3).times(0.2))
                .plus(own);
        Map<String, Double> terms = new LinkedHashMap<>();
        objective.terms().forEach(term -> terms.put(term.toString(), (double) terms.size()));
        Map<String, Double> named = TermNames.shorten(terms);
        assertEquals(
                List.of("ContrastiveLoss", "BalancedAsymmetricLoss", "BalancedAsymmetricLoss 2", "function"),
                List.copyOf(named.keySet()));
        assertEquals(List.of(0.0, 1.0, 2.0, 3.0), List.copyOf(named.values()));
    }
}
