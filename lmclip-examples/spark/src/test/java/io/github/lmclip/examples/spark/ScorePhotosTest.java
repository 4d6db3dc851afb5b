package io.github.lmclip.examples.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.serve.Classification;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.ServingOptions;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on real photos in two threads, beside the classifier alone. */
class ScorePhotosTest {

    private static final int PHOTOS = 40;

    /** Rows of a task before it fails. */
    private static final int ROWS_BEFORE_FAILURE = 3;

    @TempDir
    static Path shared;

    private static SparkSession spark;
    private static Path model;
    private static Path photos;

    @BeforeAll
    static void start() throws IOException {
        Path real = GoldenSource.shared("coco-real").resolve("val2017");
        photos = Files.createDirectories(shared.resolve("photos/more"));
        try (Stream<Path> files = Files.list(real)) {
            for (Path file : files.sorted().limit(PHOTOS).toList()) {
                Files.copy(file, photos.resolve(file.getFileName()));
            }
        }
        Files.writeString(photos.resolve("broken.jpg"), "no picture");
        model = shared.resolve("model.onnx");
        try (LmClip clip = LmClip.builder()
                .backbone(Backbone.TINY)
                .labels("circle", "square", "star")
                .zeroShot()) {
            clip.exportOnnx(model);
        }
        spark = SparkSession.builder()
                .master("local[2, 4]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.files.maxPartitionBytes", "1m")
                .config("spark.sql.files.openCostInBytes", "1k")
                .config("spark.sql.warehouse.dir", shared.resolve("warehouse").toString())
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.stop();
        }
    }

    private static List<Row> rows(Dataset<Row> pictures, String name) throws IOException {
        Path out = shared.resolve(name);
        ScorePhotos.write(ScorePhotos.score(spark, pictures, model), out.toString());
        return spark.read().parquet(out.toString()).collectAsList();
    }

    private static Path file(Row row) {
        return Path.of(URI.create(row.<String>getAs("path")).getPath());
    }

    private static void requireScoresOfOneProcess(List<Row> rows) {
        assertEquals(
                PHOTOS + 1, rows.stream().map(ScorePhotosTest::file).distinct().count());
        assertEquals(PHOTOS + 1, rows.size());
        Map<Path, Row> byFile = rows.stream().collect(Collectors.toMap(ScorePhotosTest::file, row -> row));
        try (LmClipClassifier classifier =
                LmClipClassifier.open(model, ServingOptions.defaults().withIntraThreads(1))) {
            byFile.forEach((path, row) -> {
                if (path.endsWith("broken.jpg")) {
                    assertNull(row.getAs("best"));
                    assertNull(row.getAs("scores"));
                    assertTrue(row.<String>getAs("error").contains("picture"), row.toString());
                } else {
                    Classification expected = classifier.classify(path);
                    assertEquals(expected.top(1).get(0).label(), row.getAs("best"));
                    assertArrayEquals(expected.scores(), floats(row.getList(row.fieldIndex("scores"))));
                    assertNull(row.getAs("error"));
                }
            });
        }
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    @Test
    void givesTheScoresOfOneProcess() throws IOException {
        int before = ExecutorClassifier.opened();
        Dataset<Row> pictures = ScorePhotos.pictures(spark, photos.getParent().toString());
        assertTrue(pictures.rdd().getNumPartitions() > 2, "one task alone proves little");
        requireScoresOfOneProcess(rows(pictures, "folder.parquet"));
        assertEquals(1, ExecutorClassifier.opened() - before);
    }

    @Test
    void readsTables() throws IOException {
        String table = shared.resolve("table.parquet").toString();
        ScorePhotos.pictures(spark, photos.toString()).repartition(3).write().parquet(table);
        requireScoresOfOneProcess(rows(ScorePhotos.pictures(spark, table), "of-table.parquet"));
    }

    @Test
    void tasksThatAreStartedAgainLeaveNothingTwice() throws IOException {
        Dataset<Row> pictures = ScorePhotos.pictures(spark, photos.toString());
        Dataset<Row> failing = pictures.map(new FailsAtFirst(), Encoders.row(pictures.schema()));
        requireScoresOfOneProcess(rows(failing, "restarted.parquet"));
        assertTrue(FailsAtFirst.failures.get() > 0, "no task failed");
    }

    /** Ends the first attempt of each task after a few rows. */
    private static final class FailsAtFirst implements MapFunction<Row, Row> {

        private static final long serialVersionUID = 1L;

        static final AtomicInteger failures = new AtomicInteger();

        private int rows;

        @Override
        public Row call(Row row) {
            if (TaskContext.get().attemptNumber() == 0 && rows++ == ROWS_BEFORE_FAILURE) {
                failures.incrementAndGet();
                throw new IllegalStateException("this task fails at its first attempt");
            }
            return row;
        }
    }

    @Test
    void refusesATableThatIsThereAlready() throws IOException {
        Dataset<Row> pictures = ScorePhotos.pictures(spark, photos.toString()).limit(1);
        rows(pictures, "there.parquet");
        assertThrows(AnalysisException.class, () -> rows(pictures, "there.parquet"));
        assertThrows(IllegalArgumentException.class, () -> ScorePhotos.main(new String[] {"model.onnx"}));
    }
}
