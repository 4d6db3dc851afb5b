package io.github.lmclip.core.eval;

import io.github.lmclip.core.eval.EmbeddingMap.PicturePoint;
import io.github.lmclip.core.eval.EmbeddingMap.TextPoint;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * t-SNE by Barnes and Hut's approximation. The same seed gives the same map.
 *
 * @param perplexity how many neighbours count, about: > 0; lowered to a third of the points where there are too few
 * @param iterations how many steps, more than 250, up to which all attractions are exaggerated
 * @param mostPictures the most pictures on a map, at least 1; of more, as many are drawn
 * @param seed of the beginning and of that draw
 * @see <a href="https://jmlr.org/papers/v15/vandermaaten14a.html">van der Maaten, Accelerating t-SNE using Tree-Based
 *     Algorithms, JMLR 2014</a>
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record Tsne(double perplexity, int iterations, int mostPictures, long seed) implements TsneCopies.With {

    private static final int EXAGGERATED = 250;
    private static final double THETA = 0.5;

    /** Neighbours that are looked for, per unit of perplexity. */
    private static final int NEIGHBOURS = 3;

    private static final int FEWEST = 5;

    /** Checks the ranges. */
    public Tsne {
        if (!(perplexity > 0) || Double.isInfinite(perplexity)) {
            throw new IllegalArgumentException("perplexity must be > 0, got " + perplexity);
        }
        if (iterations <= EXAGGERATED || mostPictures < 1) {
            throw new IllegalArgumentException("iterations must be > %d and mostPictures >= 1, got %d and %d"
                    .formatted(EXAGGERATED, iterations, mostPictures));
        }
    }

    /** Returns perplexity 30, 1,000 iterations, 5,000 pictures and seed 0. */
    public static Tsne defaults() {
        return new Tsne(30, 1000, 5000, 0);
    }

    /**
     * Places the pictures and the class texts of a scan.
     *
     * @throws IllegalArgumentException if there are fewer than 5 of both together
     * @throws IllegalStateException if the library bh-tsne is not on the class path
     */
    public EmbeddingMap of(Scan scan) {
        int[] chosen = chosen(scan.images().length);
        float[][] vectors = Stream.concat(
                        Arrays.stream(chosen).mapToObj(image -> scan.images()[image]), Arrays.stream(scan.labels()))
                .toArray(float[][]::new);
        double[][] places = places(vectors);
        List<PicturePoint> pictures = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            pictures.add(new PicturePoint(chosen[i], places[i][0], places[i][1]));
        }
        List<TextPoint> texts = new ArrayList<>();
        for (int id = 0; id < scan.labels().length; id++) {
            double[] place = places[chosen.length + id];
            texts.add(new TextPoint(id, place[0], place[1]));
        }
        return new EmbeddingMap(pictures, texts);
    }

    /** Returns the numbers of the pictures on the map, growing. */
    private int[] chosen(int pictures) {
        int[] all = IntStream.range(0, pictures).toArray();
        if (pictures <= mostPictures) {
            return all;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < mostPictures; i++) {
            int other = random.nextInt(i, pictures);
            int kept = all[i];
            all[i] = all[other];
            all[other] = kept;
        }
        return IntStream.of(all).limit(mostPictures).sorted().toArray();
    }

    /**
     * Returns the places [N][2] of vectors, which are brought to length 1 first.
     *
     * @param vectors [N][D], of any length but 0
     */
    double[][] places(float[]... vectors) {
        if (vectors.length < FEWEST) {
            throw new IllegalArgumentException(
                    "a map needs at least %d pictures and classes, got %d".formatted(FEWEST, vectors.length));
        }
        double[][] units = Arrays.stream(vectors).map(ClassDistances::unit).toArray(double[][]::new);
        try {
            de.javagl.tsne.Tsne library = new de.javagl.tsne.Tsne();
            library.setMessageConsumer(null);
            library.setInitialDims(0);
            library.setTheta(THETA);
            library.setPerplexity(Math.min(perplexity, (units.length - 2.0) / NEIGHBOURS));
            library.setMaxIterations(iterations);
            library.setRandomSeed(seed);
            double[][] places = library.run(units);
            if (places == null) {
                throw new IllegalStateException("interrupted while placing the points of a map");
            }
            return places;
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException("a map needs the library de.javagl:bh-tsne on the class path", e);
        }
    }
}
