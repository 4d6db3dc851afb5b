package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.Similarity.Match;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {

    private static final float[][] ROWS = {{1, 0}, {0, 1}, {0.6f, 0.8f}};

    @Test
    void comparesEveryPair() {
        assertArrayEquals(new float[] {0.6f, 0.8f, 1}, Similarity.cosines(ROWS, ROWS)[2], 1e-6f);
    }

    @Test
    void findsTheNearestFirst() {
        List<Match> found = Similarity.nearest(new float[] {0, 1}, ROWS, 2);
        assertEquals(List.of(1, 2), found.stream().map(Match::row).toList());
        assertEquals(0.8, found.get(1).cosine(), 1e-6);
    }

    @Test
    void refusesVectorsOfDifferentLengthAndNoPlaces() {
        assertThrows(IllegalArgumentException.class, () -> Similarity.nearest(new float[3], ROWS, 1));
        assertThrows(IllegalArgumentException.class, () -> Similarity.nearest(new float[2], ROWS, 0));
    }
}
