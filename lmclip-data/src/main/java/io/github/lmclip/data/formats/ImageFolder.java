package io.github.lmclip.data.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The folder that the images of a file lie in, and the guard at its door. */
final class ImageFolder {

    /** A folder that images are named in: whether it lies inside, links followed, and what is in it. */
    private record Place(boolean outside, Set<String> names) {}

    private final Path folder;
    private final boolean outsideAllowed;
    private final Problems problems;
    private final Optional<Path> real;
    private final Map<Path, Place> parents = new HashMap<>();

    ImageFolder(Path folder, boolean outsideAllowed, Problems problems) {
        this.folder = folder;
        this.outsideAllowed = outsideAllowed;
        this.problems = problems;
        real = real(folder);
    }

    /** Returns the image's path, or nothing and a problem if it is none or leaves the folder. */
    Optional<Path> find(String text, Supplier<String> place) {
        Optional<Path> path = path(text, place);
        if (path.isEmpty()) {
            return path;
        }
        Path relative = below(path.get()).normalize();
        if (relative.toString().isEmpty()) {
            problems.add(() -> "%s: path %s is the folder %s, expected a file below it"
                    .formatted(place.get(), Excerpt.of(text), folder));
            return Optional.empty();
        }
        Path image = folder.resolve(relative);
        if (outsideAllowed) {
            return Optional.of(image);
        }
        if (relative.getRoot() != null || relative.startsWith("..")) {
            return refused("path %s leaves the folder %s, expected one below it", text, place);
        }
        return leavesByLink(image)
                ? refused("path %s leaves the folder %s by a symbolic link, expected one below it", text, place)
                : Optional.of(image);
    }

    private Optional<Path> refused(String complaint, String text, Supplier<String> place) {
        problems.add(() -> place.get() + ": " + complaint.formatted(Excerpt.of(text), folder));
        return Optional.empty();
    }

    private Optional<Path> path(String text, Supplier<String> place) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            problems.add(() -> "%s: \"%s\" is no path (%s), expected one below %s"
                    .formatted(place.get(), Excerpt.of(text), e.getReason(), folder));
            return Optional.empty();
        }
    }

    /** Returns an absolute path that lies in the folder as a relative one; others as they are. */
    private Path below(Path path) {
        if (!path.isAbsolute()) {
            return path;
        }
        Path absolute = folder.toAbsolutePath().normalize();
        Path normal = path.normalize();
        return normal.startsWith(absolute) ? absolute.relativize(normal) : path;
    }

    private boolean leavesByLink(Path image) {
        Path parent = image.getParent() == null ? folder : image.getParent();
        Place place = parents.computeIfAbsent(parent, this::look);
        // most images of a list may not be there; those that are get one look each
        return place.outside()
                || place.names().contains(image.getFileName().toString())
                        && Files.isSymbolicLink(image)
                        && isOutside(image);
    }

    private Place look(Path parent) {
        String[] names = parent.toFile().list();
        return new Place(isOutside(parent), names == null ? Set.of() : new HashSet<>(Arrays.asList(names)));
    }

    private boolean isOutside(Path place) {
        Optional<Path> there = real(place);
        return there.isPresent() && !(real.isPresent() && there.get().startsWith(real.get()));
    }

    private static Optional<Path> real(Path place) {
        try {
            return Optional.of(place.toRealPath());
        } catch (IOException e) {
            return Optional.empty(); // not there: nothing that could be read from outside
        }
    }
}
