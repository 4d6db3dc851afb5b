package io.github.lmclip.examples.cli.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pictures that a file of results has whole. A picture may have several lines and a run may have ended within them, so
 * that the last picture does not count.
 *
 * @param names as they stand in the file
 */
record FinishedPictures(Set<String> names) {

    static final FinishedPictures NONE = new FinishedPictures(Set.of());

    /**
     * Reads a file of results and cuts off its last picture; a file that is absent has none.
     *
     * @throws IllegalArgumentException if it holds something else; it stays as it is then
     * @throws UncheckedIOException if it cannot be read or written
     */
    static FinishedPictures keep(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Set<String> names;
            try (BufferedReader lines = Files.newBufferedReader(file);
                    Writer kept = Files.newBufferedWriter(part)) {
                names = new Copy(file, lines, kept).run();
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return new FinishedPictures(names);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot go on with " + file + ": " + e, e);
        } finally {
            delete(part);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + part, e);
        }
    }

    /** Lines are kept when the next picture's first one shows that theirs is whole. */
    private record Copy(Path file, BufferedReader lines, Writer kept) {

        Set<String> run() throws IOException {
            ResultFormat format = ResultFormat.of(file);
            Set<String> names = new HashSet<>();
            StringBuilder pending = header(format);
            Optional<String> current = Optional.empty();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<String> picture = format.picture(line);
                if (picture.isEmpty()) {
                    requireEnd(line);
                    break;
                }
                if (!picture.equals(current)) {
                    kept.append(pending);
                    pending.setLength(0);
                    current.ifPresent(names::add);
                    current = picture;
                }
                pending.append(line).append('\n');
            }
            return names;
        }

        /** Reads the header and returns it; one that was cut short is as good as none. */
        private StringBuilder header(ResultFormat format) throws IOException {
            String expected = format.header().orElse("");
            if (expected.isEmpty()) {
                return new StringBuilder();
            }
            String found = lines.readLine();
            if (found != null && !found.equals(expected)) {
                if (expected.startsWith(found)) {
                    requireEnd(found);
                } else {
                    throw new IllegalArgumentException(
                            "%s starts with \"%s\", expected \"%s\"".formatted(file, found, expected));
                }
            }
            return new StringBuilder(expected).append('\n');
        }

        /** Only the last line may be cut short. */
        private void requireEnd(String line) throws IOException {
            if (lines.readLine() != null) {
                throw new IllegalArgumentException("%s: \"%s\" is no line of results".formatted(file, line));
            }
        }
    }

    List<Path> without(List<Path> pictures) {
        return pictures.stream()
                .filter(picture -> !names.contains(picture.toString()))
                .toList();
    }
}
