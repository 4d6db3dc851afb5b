package io.github.lmclip.data.formats;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What matters of a COCO file, kept as it comes by; put together at the end, since the parts may come in any order. */
final class CocoContent {

    /** An image's file and the place in the array of images that named it. */
    private record Image(String file, int place) {}

    private final Path source;
    private final boolean crowds;
    private final Problems problems = new Problems();
    private final List<Image> images = new ArrayList<>();
    private final Map<Long, Integer> imagesById = new HashMap<>();
    private final TreeMap<Long, String> categories = new TreeMap<>();

    /** Place, image id and category id of each annotation. */
    private final LongRows annotations = new LongRows();

    CocoContent(Path source, boolean crowds) {
        this.source = source;
        this.crowds = crowds;
    }

    /** What is done with an element at a place of its array. */
    private interface Taker {
        void take(CocoElement element, int place);
    }

    Problems problems() {
        return problems;
    }

    List<String> classNames() {
        return List.copyOf(categories.values());
    }

    void read(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "images" -> each(json, this::image);
                case "annotations" -> each(json, this::annotation);
                case "categories" -> each(json, this::category);
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    private static void each(JsonReader json, Taker taker) throws IOException {
        json.beginArray();
        for (int place = 0; json.hasNext(); place++) {
            taker.take(CocoElement.read(json), place);
        }
        json.endArray();
    }

    private void image(CocoElement element, int place) {
        if (element.id() == CocoElement.NONE || element.file().isEmpty()) {
            problems.add(() -> place("images", place) + ": expected an integer id and a file_name");
        } else if (imagesById.putIfAbsent(element.id(), images.size()) != null) {
            problems.add(() -> "%s: image id %d comes again, expected it only once"
                    .formatted(place("images", place), element.id()));
        } else {
            images.add(new Image(element.file(), place));
        }
    }

    private void category(CocoElement element, int place) {
        if (element.id() == CocoElement.NONE || element.name().isEmpty()) {
            problems.add(() -> place("categories", place) + ": expected an integer id and a name");
        } else if (categories.containsValue(element.name()) || categories.containsKey(element.id())) {
            problems.add(() -> "%s: category %d \"%s\" comes again, expected each id and name only once"
                    .formatted(place("categories", place), element.id(), Excerpt.of(element.name())));
        } else {
            categories.put(element.id(), element.name());
        }
    }

    private void annotation(CocoElement element, int place) {
        if (element.imageId() == CocoElement.NONE || element.categoryId() == CocoElement.NONE) {
            problems.add(() -> place("annotations", place) + ": expected an integer image_id and category_id");
        } else if (crowds || !element.crowd()) {
            annotations.add(place, element.imageId(), element.categoryId());
        }
    }

    /** Brings annotations to their images, in the order of the file. */
    void addTo(SampleCollector samples) {
        int[][] labels = new int[images.size()][0];
        int[] used = new int[images.size()];
        for (int row = 0; row < annotations.size(); row++) {
            int image = image(row);
            int id = label(row, samples.classes());
            if (image >= 0 && id >= 0) {
                if (used[image] == labels[image].length) {
                    labels[image] = Arrays.copyOf(labels[image], 2 * used[image] + 2);
                }
                labels[image][used[image]++] = id;
            }
        }
        for (int i = 0; i < labels.length; i++) {
            Image image = images.get(i);
            samples.add(image.file(), Arrays.copyOf(labels[i], used[i]), () -> place("images", image.place()));
        }
    }

    private int image(int row) {
        long id = annotations.get(row, 1);
        Integer image = imagesById.get(id);
        if (image == null) {
            problems.add(
                    () -> "%s: image_id %d, expected the id of an image of the file".formatted(annotation(row), id));
            return -1;
        }
        return image;
    }

    private int label(int row, ClassTable classes) {
        long category = annotations.get(row, 2);
        String name = categories.get(category);
        if (name == null) {
            problems.add(() -> "%s: category_id %d, expected one of the file's %d categories"
                    .formatted(annotation(row), category, categories.size()));
            return ClassTable.UNKNOWN;
        }
        int id = classes.id(name);
        if (id == ClassTable.UNKNOWN) {
            problems.add(() -> "%s: unknown class \"%s\", expected %s"
                    .formatted(annotation(row), Excerpt.of(name), classes.expected()));
        }
        return id;
    }

    private String annotation(int row) {
        return place("annotations", annotations.get(row, 0));
    }

    private String place(String array, long place) {
        return "%s: %s[%d]".formatted(source, array, place);
    }
}
