package io.github.lmclip.examples.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A Spark job: {@code MODEL.onnx PICTURES OUT}. Pictures are a folder, on any file system that Spark reads, or a Parquet
 * table with the columns {@code path} and {@code content}, the file's bytes. What it writes is a Parquet table: {@code path},
 * {@code best} label, {@code scores} by softmax in the order of the model's labels, and {@code error} instead of both for
 * what is no picture. Files of no bytes have no row: Spark does not list them.
 *
 * <p>A task's rows count once it is committed: tasks that are restarted or run twice leave none behind.
 */
public final class ScorePhotos {

    /** The table that comes out. */
    private static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType)
            .add("best", DataTypes.StringType)
            .add("scores", DataTypes.createArrayType(DataTypes.FloatType))
            .add("error", DataTypes.StringType);

    private static final int WORDS = 3;

    private ScorePhotos() {}

    /** Runs the job. */
    public static void main(String[] words) throws IOException {
        if (words.length != WORDS) {
            throw new IllegalArgumentException(
                    "expected MODEL.onnx, a folder or table of pictures and the table to write, got %d words"
                            .formatted(words.length));
        }
        try (SparkSession spark = SparkSession.builder().appName("lm-clip").getOrCreate()) {
            write(score(spark, pictures(spark, words[1]), Path.of(words[0])), words[2]);
        }
    }

    /** Returns the pictures of a folder and those below it, or of a table: {@code path} and {@code content}. */
    static Dataset<Row> pictures(SparkSession spark, String place) {
        Dataset<Row> rows = place.endsWith(".parquet")
                ? spark.read().parquet(place)
                : spark.read()
                        .format("binaryFile")
                        .option("recursiveFileLookup", "true")
                        .load(place);
        return rows.select("path", "content");
    }

    /**
     * Returns a row per picture.
     *
     * @param pictures with the columns {@code path} and {@code content}
     * @param model a classifier's file on the driver, below 2 GB; each executor gets it once
     */
    static Dataset<Row> score(SparkSession spark, Dataset<Row> pictures, Path model) throws IOException {
        Broadcast<byte[]> content =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(Files.readAllBytes(model));
        return pictures.mapPartitions(new PartitionScores(content), Encoders.row(SCHEMA));
    }

    /** Writes a table that must not be there yet; a task's file moves into place when the whole of it is written. */
    static void write(Dataset<Row> rows, String place) {
        rows.write()
                .option("mapreduce.fileoutputcommitter.algorithm.version", "1")
                .parquet(place);
    }
}
