package io.github.lmclip.core.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of text cells.
 *
 * @param caption what it shows
 * @param head titles of the columns
 * @param rows cells, as many as titles; the first of each names its row
 */
record Table(String caption, List<String> head, List<List<String>> rows) {

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d|-$");

    Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException(
                        "%s: expected %d cells in a row, got %s".formatted(caption, head.size(), row));
            }
        }
    }

    /** Grows row by row. */
    static final class Builder {
        private final String caption;
        private final List<String> head;
        private final List<List<String>> rows = new ArrayList<>();

        Builder(String caption, String... head) {
            this.caption = caption;
            this.head = List.of(head);
        }

        Builder row(List<String> cells) {
            rows.add(cells);
            return this;
        }

        Builder row(String... cells) {
            List<String> row = new ArrayList<>(head.size());
            Collections.addAll(row, cells);
            return row(row);
        }

        Table build() {
            return new Table(caption, head, rows);
        }
    }

    /** Returns it as HTML in a frame that scrolls where the page is narrow, by keys too. */
    Html html() {
        Html html = new Html().open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        html.open("table").element("caption", caption).open("thead").open("tr");
        head.forEach(title -> html.element("th", title, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (List<String> row : rows) {
            html.open("tr").element("th", row.get(0), "scope", "row");
            row.stream().skip(1).forEach(cell -> addCell(html, cell));
            html.close("tr");
        }
        return html.close("tbody").close("table").close("div");
    }

    /** Adds a cell; numbers stand at the right, so that their decimals are below each other. */
    private static void addCell(Html html, String cell) {
        if (NUMBER.matcher(cell).lookingAt()) {
            html.element("td", cell);
        } else {
            html.element("td", cell, "class", "words");
        }
    }

    /** Returns it folded below a line that opens it. */
    Html folded() {
        return new Html()
                .open("details")
                .element("summary", "Table: " + caption)
                .add(html())
                .close("details");
    }
}
