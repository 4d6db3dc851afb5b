package io.github.lmclip.examples.cli.options;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pictures in folders, by the ends of their names, in the order of their paths. */
public final class PictureFiles {

    private static final Set<String> ENDS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp");

    private PictureFiles() {}

    /**
     * Returns the files among {@code places}, and the pictures anywhere below the folders among them.
     *
     * @throws IllegalArgumentException if a place does not exist, or there is no picture at all
     */
    public static List<Path> under(List<Path> places) {
        List<Path> found = new ArrayList<>();
        for (Path place : places) {
            if (!Files.exists(place)) {
                throw new IllegalArgumentException(
                        "%s does not exist, expected a picture or a folder".formatted(place));
            }
            found.addAll(Files.isDirectory(place) ? below(place) : List.of(place));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no picture in %s, expected files that end in one of %s"
                    .formatted(
                            places.stream().map(Path::toString).collect(Collectors.joining(", ")),
                            String.join(", ", new TreeSet<>(ENDS))));
        }
        return found;
    }

    /**
     * Returns what {@link #under} does, or the files that the standard input names, one a line, where the only place is
     * {@code -}.
     *
     * @throws IllegalArgumentException if there is no picture at all
     */
    public static List<Path> named(List<Path> places) {
        if (!places.equals(List.of(Path.of("-")))) {
            return under(places);
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<Path> found =
                lines.lines().filter(line -> !line.isBlank()).map(Path::of).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the standard input names no picture, expected a file's name per line");
        }
        return found;
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(PictureFiles::isPicture)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        return ENDS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
