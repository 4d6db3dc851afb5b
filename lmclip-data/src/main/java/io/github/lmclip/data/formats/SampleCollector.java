package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what a reader finds, image by image, checks it, and makes a dataset or one exception of it. */
final class SampleCollector {

    private final Path source;
    private final String format;
    private final Problems problems;
    private final ImageFolder images;
    private final ClassTable classes;
    private final Map<Path, Supplier<String>> places = new HashMap<>();
    private final List<Path> paths = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();

    /**
     * Starts gathering.
     *
     * @param format what the source should hold, for messages
     * @param problems that were found already
     */
    SampleCollector(Path source, String format, ReadOptions options, ClassTable classes, Problems problems) {
        this.source = source;
        this.format = format;
        this.classes = classes;
        this.problems = problems;
        images = new ImageFolder(
                options.images().orElseGet(() -> Folders.of(source)), options.outsideAllowed(), problems);
    }

    SampleCollector(Path source, String format, ReadOptions options, ClassTable classes) {
        this(source, format, options, classes, new Problems());
    }

    Problems problems() {
        return problems;
    }

    ClassTable classes() {
        return classes;
    }

    /** Adds an image whose classes are known by name. */
    void addNamed(String path, Collection<String> names, Supplier<String> place) {
        int[] ids = new int[names.size()];
        int count = 0;
        for (String name : names) {
            int id = classes.id(name);
            if (id == ClassTable.UNKNOWN) {
                problems.add(() -> "%s: unknown class \"%s\", expected %s"
                        .formatted(place.get(), Excerpt.of(name), classes.expected()));
            } else {
                ids[count++] = id;
            }
        }
        add(path, Arrays.copyOf(ids, count), place);
    }

    /** Adds an image whose classes are known by their ids in the table; repeated ones count once. */
    void add(String path, int[] ids, Supplier<String> place) {
        Optional<Path> image = images.find(path, place);
        if (image.isEmpty()) {
            return;
        }
        Supplier<String> first = places.putIfAbsent(image.get(), place);
        if (first != null) {
            problems.add(() -> "%s: image %s comes again, expected it only once; it came first at %s"
                    .formatted(place.get(), Excerpt.of(path), first.get()));
        } else if (problems.isEmpty()) {
            paths.add(image.get());
            labels.add(ids.length < 2 ? ids : Arrays.stream(ids).distinct().toArray());
        }
    }

    /** Returns what was gathered, in its order. */
    LongTailDataset dataset(String name) {
        problems.refuse(source);
        if (paths.isEmpty()) {
            throw new DatasetException("%s has no images, expected %s".formatted(source, format));
        }
        int[] finalIds = classes.finalIds();
        List<Sample> samples = new ArrayList<>(paths.size());
        for (int i = 0; i < paths.size(); i++) {
            List<Integer> ids =
                    Arrays.stream(labels.get(i)).map(id -> finalIds[id]).boxed().toList();
            samples.add(new Sample(Picture.file(paths.get(i)), ids));
        }
        return new LongTailDataset(name, classes.names(), samples);
    }
}
