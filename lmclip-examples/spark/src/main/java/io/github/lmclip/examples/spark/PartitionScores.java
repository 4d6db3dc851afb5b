package io.github.lmclip.examples.spark;

import io.github.lmclip.core.serve.Classification;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.data.PictureException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What a task does: a row per picture, one after the other, with scores or with what is wrong with it. */
final class PartitionScores implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<byte[]> model;

    PartitionScores(Broadcast<byte[]> model) {
        this.model = model;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> pictures) {
        LmClipClassifier classifier = ExecutorClassifier.of(model.id(), model::value);
        Iterable<Row> once = () -> pictures;
        Stream<Row> rows = StreamSupport.stream(once.spliterator(), false);
        return rows.map(row -> score(classifier, row.getAs("path"), row.getAs("content")))
                .iterator();
    }

    private static Row score(LmClipClassifier classifier, String path, byte[] content) {
        if (content == null) {
            return RowFactory.create(path, null, null, "the table has no content for it");
        }
        try {
            Classification found = classifier.classify(new ByteArrayInputStream(content));
            return RowFactory.create(path, found.top(1).get(0).label(), sequence(found.scores()), null);
        } catch (PictureException e) {
            return RowFactory.create(path, null, null, e.getMessage());
        }
    }

    /** Rows take Scala's lists only. */
    private static Seq<Float> sequence(float... scores) {
        List<Float> boxed = new ArrayList<>(scores.length);
        for (float score : scores) {
            boxed.add(score);
        }
        return CollectionConverters.asScala(boxed);
    }
}
