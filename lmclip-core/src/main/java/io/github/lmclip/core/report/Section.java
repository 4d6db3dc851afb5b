package io.github.lmclip.core.report;

/**
 * A part of a page.
 *
 * @param id what links go to
 * @param title its heading
 * @param body what is below the heading
 */
record Section(String id, String title, Html body) {

    Html html() {
        return new Html()
                .open("section", "id", id, "aria-labelledby", id + "-title")
                .element("h2", title, "id", id + "-title")
                .add(body)
                .close("section");
    }
}
