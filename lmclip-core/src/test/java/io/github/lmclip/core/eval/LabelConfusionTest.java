package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.LabelConfusion.Pair;
import io.github.lmclip.data.ClassGroup;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelConfusionTest {

    private static Predictions predictions(float[][] logits, boolean[][] targets) {
        return new Predictions(
                Collections.nCopies(logits.length, "picture"),
                List.of("cup", "fork", "bird"),
                Collections.nCopies(3, ClassGroup.HEAD),
                logits,
                targets);
    }

    /** Two pictures of a cup and a fork, one of a cup alone that is answered by fork, one of a bird that is right. */
    @Test
    void countsByHand() {
        Predictions four = predictions(
                new float[][] {{3, 2, 1}, {3, 2, 1}, {2, 3, 1}, {1, 2, 3}},
                new boolean[][] {{true, true, false}, {true, true, false}, {true, false, false}, {false, false, true}});
        LabelConfusion confusion = LabelConfusion.of(four);
        Pair cupFork = new Pair(0, 1, 1, 1, 1 - 1 / 3.0);
        assertTrue(confusion.pairs().contains(cupFork), confusion.toString());
        assertTrue(confusion.pairs().contains(new Pair(0, 2, 3, 0, 0)));
        assertTrue(confusion.pairs().contains(new Pair(2, 1, 1, 0, 0)));
        assertTrue(
                confusion.pairs().stream().noneMatch(pair -> pair.shown() == 1 && pair.said() == 0),
                "no fork is without a cup");
        assertEquals(List.of(cupFork), confusion.worst(5, 1));
        assertEquals(List.of(), confusion.worst(5, 2), "too few pictures");
        assertTrue(confusion.correlation() > 0.9, "what goes together is confused");
    }

    @Test
    void aModelThatIsRightConfusesNothing() {
        boolean[][] targets = {{true, false, false}, {false, true, true}, {false, false, false}};
        float[][] logits = {{1, 0, 0}, {0, 1, 1}, {0, 0, 0}};
        LabelConfusion confusion = LabelConfusion.of(predictions(logits, targets));
        assertEquals(0, confusion.pairs().stream().mapToInt(Pair::wrong).sum());
        assertTrue(Double.isNaN(confusion.correlation()), "rates do not differ");
    }
}
