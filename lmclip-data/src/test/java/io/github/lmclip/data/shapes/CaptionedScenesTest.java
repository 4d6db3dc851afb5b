package io.github.lmclip.data.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.shapes.CaptionedScenes.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CaptionedScenesTest {

    private final CaptionedScenes scenes = new CaptionedScenes(3);

    @Test
    void captionsNameAllFiguresOrTheLargest() {
        for (long i = 0; i < 2000; i++) {
            Scene scene = scenes.scene(i, (i % 11) / 10.0);
            Set<String> words = Set.copyOf(
                    Arrays.stream(scene.caption().split("[^a-z]+")).distinct().toList());
            List<Figure> named = Arrays.stream(Figure.values())
                    .filter(figure -> words.contains(figure.word()))
                    .toList();
            assertEquals(Set.copyOf(scene.named()), Set.copyOf(named), scene.caption());
            assertTrue(scene.figures().containsAll(scene.named()));
            assertTrue(List.of(1, scene.figures().size()).contains(named.size()));
        }
    }

    @Test
    void sameIndexGivesTheSameScene() {
        assertArrayEquals(
                scenes.scene(5, 1).bitmap().samples(),
                scenes.scene(5, 1).bitmap().samples());
        assertEquals(scenes.scene(5, 1).caption(), scenes.scene(5, 1).caption());
    }

    @Test
    void figuresAreEquallyFrequent() {
        int pictures = 20_000;
        var counts = java.util.stream.LongStream.range(0, pictures)
                .boxed()
                .flatMap(i -> scenes.scene(i, 1).figures().stream())
                .collect(Collectors.groupingBy(figure -> figure, Collectors.counting()));
        double expected = 2.0 * pictures / Figure.values().length;
        counts.values().forEach(count -> assertEquals(expected, count, 6 * Math.sqrt(expected)));
        assertEquals(Figure.values().length, counts.size());
    }

    @Test
    void easyScenesShowOneFigure() {
        for (long i = 0; i < 100; i++) {
            assertTrue(scenes.scene(i, 0.5).figures().size() == 1);
        }
    }
}
