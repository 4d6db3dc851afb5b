package io.github.lmclip.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads class names: one a line in the order of the ids, or the published label format {@code name id}, which is told by
 * its first line's 0. Names that count themselves ("level 0", "level 1") need the published format ("level 0 0").
 */
public final class ClassNames {

    private static final Pattern WITH_ID = Pattern.compile("(.*\\S)\\s+(\\d+)", Pattern.DOTALL);

    private static final String FORMAT = "a class name per line, all or none followed by its id";

    private ClassNames() {}

    /**
     * Reads a file; names may contain blanks, since the id is split off from the right.
     *
     * @return the names; a class id is an index into the list
     * @throws DatasetException if there is no name, one comes twice, or the ids are not 0, 1, 2, ...
     */
    public static List<String> read(Path file) {
        return parse(file.toString(), TextFile.lines(file, FORMAT));
    }

    static List<String> parse(String file, List<String> lines) {
        List<String> names = new ArrayList<>();
        boolean numbered = false;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                numbered |= names.isEmpty() && isNumbered(lines.get(i), 0);
                String name = numbered
                        ? numbered(lines.get(i), names.size(), file, i + 1)
                        : lines.get(i).strip();
                if (names.contains(name)) {
                    throw new DatasetException(
                            "%s:%d: class %s comes twice, expected %s".formatted(file, i + 1, name, FORMAT));
                }
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw new DatasetException("%s has no class names, expected %s".formatted(file, FORMAT));
        }
        return List.copyOf(names);
    }

    private static String numbered(String line, int expected, String file, int number) {
        if (!isNumbered(line, expected)) {
            throw new DatasetException("%s:%d: \"%s\" does not end in id %d".formatted(file, number, line, expected));
        }
        return WITH_ID.matcher(line.strip()).replaceFirst("$1");
    }

    private static boolean isNumbered(String line, int id) {
        Matcher matcher = WITH_ID.matcher(line.strip());
        return matcher.matches() && matcher.group(2).equals(Integer.toString(id));
    }
}
