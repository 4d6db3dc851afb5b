package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeParzenTest {

    @ParameterizedTest
    @CsvSource({"BRANIN,60", "HARTMANN_6,100"})
    void beatsRandomSearchInTheMeanOfTwentySeeds(StandardFunction function, int trials) {
        Search search = new Search(function.space(), function.score(), trials);
        double random = -search.meanBest(new RandomSearch());
        double parzen = -search.meanBest(TreeParzen.defaults());
        System.out.printf(
                "%s, %d trials: random %.4f, TPE %.4f, minimum %.4f%n",
                function, trials, random, parzen, function.minimum());
        assertTrue(parzen < random, "TPE %s, random %s".formatted(parzen, random));
        assertTrue(parzen >= function.minimum());
    }
}
