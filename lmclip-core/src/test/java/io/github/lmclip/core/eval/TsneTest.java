package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.EmbeddingMap.PicturePoint;
import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsneTest {

    private static final int PICTURES = 90;
    private static final int WIDTH = 16;
    private static final int CLUSTERS = 3;

    @TempDir
    private Path folder;

    /** Pictures i of cluster i mod 3, each near an axis of its own. */
    private static Scan clusters() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] images = new float[PICTURES][WIDTH];
        for (int i = 0; i < PICTURES; i++) {
            for (int d = 0; d < WIDTH; d++) {
                images[i][d] = (float) random.nextDouble(-0.1, 0.1) + (d == i % CLUSTERS ? 1 : 0);
            }
        }
        float[][] labels = new float[4][WIDTH];
        for (int id = 0; id < labels.length; id++) {
            labels[id][WIDTH - 1 - id] = 1;
        }
        return new Scan(DrawnPredictions.of(1, PICTURES, 4, 1), images, labels);
    }

    @Test
    void keepsNeighboursTogether() {
        List<PicturePoint> points = Tsne.defaults().of(clusters()).pictures();
        assertEquals(PICTURES, points.size());
        for (PicturePoint point : points) {
            PicturePoint nearest = points.stream()
                    .filter(other -> other != point)
                    .min((one, other) -> Double.compare(distance(point, one), distance(point, other)))
                    .orElseThrow();
            assertEquals(point.image() % CLUSTERS, nearest.image() % CLUSTERS, point + " beside " + nearest);
        }
    }

    private static double distance(PicturePoint one, PicturePoint other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    @Test
    void sameSeedGivesTheSameMap() {
        Tsne tsne = Tsne.defaults().withIterations(300);
        EmbeddingMap map = tsne.of(clusters());
        assertEquals(map, tsne.of(clusters()));
        assertNotEquals(map, tsne.withSeed(1).of(clusters()));
    }

    @Test
    void drawsSomeOfTooManyPictures() {
        EmbeddingMap map =
                Tsne.defaults().withIterations(260).withMostPictures(20).of(clusters());
        List<Integer> chosen = map.pictures().stream().map(PicturePoint::image).toList();
        assertEquals(20, chosen.stream().distinct().count());
        assertEquals(chosen.stream().sorted().toList(), chosen);
        assertTrue(chosen.get(19) > 20, "not the first ones");
        assertEquals(4, map.texts().size());
    }

    @Test
    void refusesWhatIsNoMap() {
        assertThrows(IllegalArgumentException.class, () -> Tsne.defaults().withPerplexity(0));
        assertThrows(IllegalArgumentException.class, () -> Tsne.defaults().withIterations(250));
        assertThrows(IllegalArgumentException.class, () -> Tsne.defaults().places(new float[][] {{1}, {2}}));
    }

    @Test
    void aFileGivesTheSameMap() throws IOException {
        Scan scan = clusters();
        EmbeddingMap map = Tsne.defaults().withIterations(260).of(scan);
        Path file = folder.resolve("map.csv");
        EmbeddingMapFile.write(file, map, scan.predictions());
        assertEquals(map, EmbeddingMapFile.read(file));
        List<String> lines = Files.readAllLines(file);
        assertEquals("kind,number,name,group,labels,x,y", lines.get(0));
        assertEquals(1 + PICTURES + 4, lines.size());
        assertTrue(lines.get(1 + PICTURES).startsWith("text,0,class 0,head,class 0,"), lines.get(1 + PICTURES));
        Files.writeString(file, lines.get(0) + "\npicture,one,a,head,b,1,2\n");
        DatasetException error = assertThrows(DatasetException.class, () -> EmbeddingMapFile.read(file));
        assertTrue(error.getMessage().contains("map.csv:2"), error.getMessage());
    }
}
