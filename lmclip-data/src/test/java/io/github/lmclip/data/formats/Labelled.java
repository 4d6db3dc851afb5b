package io.github.lmclip.data.formats;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An image and its class names, and how every format writes such rows. */
record Labelled(String path, List<String> names) {

    static Labelled of(String path, String... names) {
        return new Labelled(path, List.of(names));
    }

    static List<String> classes(List<Labelled> rows) {
        return List.copyOf(
                rows.stream().flatMap(row -> row.names().stream()).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Writes rows in one format below a folder and returns what to read; names are those of the rows, sorted. */
    static Path write(DatasetFormat format, Path folder, List<Labelled> rows) throws IOException {
        return switch (format) {
            case LIST -> list(folder, rows);
            case CSV -> Files.write(folder.resolve("data.csv"), lines(rows, Labelled::csv));
            case JSON_LINES -> Files.write(folder.resolve("data.jsonl"), lines(rows, Labelled::json));
            case COCO -> Files.writeString(folder.resolve("data.json"), coco(rows));
            case VOC -> voc(folder, rows);
            case FOLDERS -> folders(Files.createDirectories(folder.resolve("root")), rows);
        };
    }

    private static List<String> lines(List<Labelled> rows, Function<Labelled, String> form) {
        return rows.stream().map(form).toList();
    }

    private static Path list(Path folder, List<Labelled> rows) throws IOException {
        List<String> classes = classes(rows);
        Files.write(folder.resolve("classes.txt"), classes.isEmpty() ? List.of("none") : classes);
        return Files.write(
                folder.resolve("data.txt"),
                lines(
                        rows,
                        row -> row.path()
                                + row.names().stream()
                                        .map(name -> " " + classes.indexOf(name))
                                        .collect(Collectors.joining())));
    }

    private String csv() {
        return "\"" + path + "\"," + String.join("|", names);
    }

    private String json() {
        return new Gson().toJson(Map.of("image", path, "labels", names));
    }

    private static String coco(List<Labelled> rows) {
        List<String> classes = classes(rows);
        List<Object> annotations = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (String name : rows.get(i).names()) {
                annotations.add(
                        Map.of("image_id", 7 * i + 1, "category_id", 3 * classes.indexOf(name) + 5, "iscrowd", 0));
            }
        }
        List<Object> images = IntStream.range(0, rows.size())
                .<Object>mapToObj(
                        i -> Map.of("id", 7 * i + 1, "file_name", rows.get(i).path()))
                .toList();
        List<Object> categories = IntStream.range(0, classes.size())
                .<Object>mapToObj(id -> Map.of("id", 3 * id + 5, "name", classes.get(id)))
                .toList();
        return "{\"annotations\":%s,\"images\":%s,\"categories\":%s}"
                .formatted(new Gson().toJson(annotations), new Gson().toJson(images), new Gson().toJson(categories));
    }

    private static Path voc(Path folder, List<Labelled> rows) throws IOException {
        Path annotations = Files.createDirectories(folder.resolve("Annotations"));
        for (int i = 0; i < rows.size(); i++) {
            Files.writeString(annotations.resolve("%03d.xml".formatted(i)), xml(rows.get(i)));
        }
        return annotations;
    }

    private static String xml(Labelled row) {
        String objects = row.names().stream()
                .map(name -> "<object><name>%s</name><part><name>none</name></part></object>".formatted(name))
                .collect(Collectors.joining("\n"));
        return "<?xml version=\"1.0\"?>\n<annotation><filename>%s</filename>\n%s</annotation>"
                .formatted(row.path(), objects);
    }

    private static Path folders(Path root, List<Labelled> rows) throws IOException {
        for (Labelled row : rows) {
            Path file = root.resolve(row.names().get(0)).resolve(row.path());
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[0]);
        }
        return root;
    }
}
