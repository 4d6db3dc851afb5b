package io.github.lmclip.data.formats;

import com.google.gson.stream.JsonReader;
import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads {@link DatasetFormat#COCO}, COCO's instances. The file is streamed: images, annotations and categories may come in
 * any order, and what is not needed, such as outlines, is never in memory. Category ids may have holes: the classes are the
 * categories in the order of their ids, with or without images. Images keep the order of the file; one without annotations
 * is an image without labels.
 *
 * @param crowds whether annotations of crowds ({@code iscrowd} 1) count as labels
 */
public record CocoReader(boolean crowds) implements DatasetReader {

    static final String FORMAT = "COCO instances {\"images\": [...], \"annotations\": [...], \"categories\": [...]}";

    /** Returns a reader for which crowds count, as the class is in the picture. */
    public static CocoReader defaults() {
        return new CocoReader(true);
    }

    /** Returns a reader for which annotations of crowds count, or do not. */
    public CocoReader withCrowds(boolean counted) {
        return new CocoReader(counted);
    }

    @Override
    public LongTailDataset read(String name, Path source, ReadOptions options) {
        CocoContent content = new CocoContent(source, crowds);
        try (JsonReader json = new JsonReader(Utf8Reader.open(source, FORMAT))) {
            content.read(json);
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new DatasetException("%s: %s, expected %s".formatted(source, JsonComplaint.of(e), FORMAT), e);
        }
        List<String> names = options.classNames().orElseGet(content::classNames);
        SampleCollector samples =
                new SampleCollector(source, FORMAT, options, ClassTable.of(names), content.problems());
        content.addTo(samples);
        return samples.dataset(name);
    }
}
