package io.github.lmclip.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads class names: one a line in the order of the ids, or the published label format {@code name id}. */
public final class ClassNames {

    private static final Pattern WITH_ID = Pattern.compile("^(.*\\S)\\s+(\\d+)$");

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
        boolean numbered = lines.stream().filter(line -> !line.isBlank()).allMatch(line -> WITH_ID.matcher(line)
                .matches());
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String name = numbered
                        ? numbered(lines.get(i), names.size(), file, i + 1)
                        : lines.get(i).strip();
                if (names.contains(name)) {
                    throw new DatasetException("%s:%d: class %s comes twice".formatted(file, i + 1, name));
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
        Matcher matcher = WITH_ID.matcher(line.strip());
        if (!matcher.matches() || !matcher.group(2).equals(Integer.toString(expected))) {
            throw new DatasetException("%s:%d: \"%s\" does not end in id %d".formatted(file, number, line, expected));
        }
        return matcher.group(1);
    }
}
