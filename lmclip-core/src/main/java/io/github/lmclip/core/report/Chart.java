package io.github.lmclip.core.report;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * A drawing of the page's script.
 *
 * @param id of the element, unique on the page
 * @param kind which drawing: lines, bars, scatter, matrix or map
 * @param title above it
 * @param description for those who do not see it
 * @param height in pixels
 * @param data what the kind wants
 * @param table the same as a table; absent where the script makes one of the data on demand
 */
record Chart(
        String id, String kind, String title, String description, int height, JsonObject data, Optional<Table> table) {

    Html html() {
        Html html = new Html().open("figure").element("figcaption", title);
        html.element(
                "div",
                "",
                "class",
                "chart",
                "id",
                id,
                "data-kind",
                kind,
                "role",
                "img",
                "aria-label",
                title + ". " + description,
                "style",
                "height:" + height + "px");
        html.data(id + "-data", data);
        table.ifPresent(rows -> html.add(rows.folded()));
        return html.close("figure");
    }
}
