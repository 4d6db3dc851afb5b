package io.github.lmclip.data.formats;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the cells of a CSV file mean, as its first two rows tell.
 *
 * @param header whether the first row holds titles
 * @param columns the class names of a 0/1 matrix, nothing where cells hold class names
 */
record CsvLayout(boolean header, Optional<List<String>> columns) {

    private static final Set<String> PATH_TITLES = Set.of(
            "path",
            "file",
            "filename",
            "file_name",
            "filepath",
            "image",
            "images",
            "image_path",
            "image_name",
            "image_id",
            "img",
            "picture",
            "id");

    private static final Set<String> LABEL_TITLES = Set.of(
            "label", "labels", "class", "classes", "class_name", "category", "categories", "tag", "tags", "target");

    static CsvLayout of(List<String> first, List<String> second) {
        boolean matrix = !isFlags(first) && isFlags(second) && !namesOneColumn(first);
        if (matrix) {
            return new CsvLayout(true, Optional.of(first.subList(1, first.size())));
        }
        return new CsvLayout(PATH_TITLES.contains(title(first, 0)), Optional.empty());
    }

    private static boolean namesOneColumn(List<String> titles) {
        return titles.size() == 2 && LABEL_TITLES.contains(title(titles, 1));
    }

    private static String title(List<String> titles, int column) {
        return titles.isEmpty() ? "" : titles.get(column).toLowerCase(Locale.ROOT);
    }

    /** Tells whether most cells behind the path are 0 or 1. */
    private static boolean isFlags(List<String> row) {
        long flags = row.stream().skip(1).filter(CsvLayout::isFlag).count();
        return flags > 0 && 2 * flags > row.size() - 1;
    }

    static boolean isFlag(String cell) {
        return cell.equals("0") || cell.equals("1");
    }
}
