package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A walk through a folder of class folders; links are followed as far as they may be. */
final class FolderWalk extends SimpleFileVisitor<Path> {

    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp");

    private final Path root;
    private final boolean outsideAllowed;
    private final SampleCollector samples;
    private final List<Path> found = new ArrayList<>();
    private final Map<Object, Path> files = new HashMap<>();

    FolderWalk(Path root, boolean outsideAllowed, SampleCollector samples) {
        this.root = root;
        this.outsideAllowed = outsideAllowed;
        this.samples = samples;
    }

    /** Adds all pictures, sorted by path. */
    void run() {
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected folders of pictures".formatted(root, e), e);
        }
        found.sort(null);
        for (Path picture : found) {
            Path relative = root.relativize(picture);
            String className = relative.getName(0).toString();
            samples.addNamed(relative.toString(), List.of(className), picture::toString);
        }
    }

    static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (folder.equals(root)) {
            return FileVisitResult.CONTINUE;
        }
        if (isHidden(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (!outsideAllowed
                && Files.isSymbolicLink(folder)
                && !folder.toRealPath().startsWith(root.toRealPath())) {
            samples.problems().add(() -> "%s: leaves the folder %s by a symbolic link, expected a folder below it"
                    .formatted(folder, root));
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    /** Names like .git and .DS_Store. */
    private static boolean isHidden(Path place) {
        return place.getFileName().toString().startsWith(".");
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (isHidden(file) || !isPicture(file)) {
            return FileVisitResult.CONTINUE;
        }
        Path first = attributes.fileKey() == null ? null : files.putIfAbsent(attributes.fileKey(), file);
        if (root.relativize(file).getNameCount() == 1) {
            samples.problems().add(() -> "%s: lies in no class folder, expected one around it".formatted(file));
        } else if (first != null) {
            samples.problems()
                    .add(() -> "%s: the same file as %s by a link, expected it only once".formatted(file, first));
        } else {
            found.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** Folders that may not be read, links that lead in a circle. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        samples.problems().add(() -> "%s: cannot be read (%s), expected a folder or picture".formatted(file, e));
        return FileVisitResult.CONTINUE;
    }
}
