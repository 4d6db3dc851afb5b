package io.github.lmclip.core.report;

import org.apache.commons.text.StringEscapeUtils;

/** HTML that grows from elements and text. Whatever is given as text stays text: there is no way to add it as markup. */
final class Html {

    private final StringBuilder markup = new StringBuilder();

    /** Returns text as markup has it, for content and for attributes in double quotes. */
    static String escaped(String text) {
        return StringEscapeUtils.escapeHtml4(text);
    }

    /**
     * Begins an element.
     *
     * @param attributes name, value, name, value ...
     */
    Html open(String tag, String... attributes) {
        markup.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            markup.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        markup.append('>');
        return this;
    }

    Html close(String tag) {
        markup.append("</").append(tag).append('>');
        return this;
    }

    Html text(String text) {
        markup.append(escaped(text));
        return this;
    }

    /** Adds an element with text in it. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    Html paragraph(String text) {
        return element("p", text);
    }

    /** Adds other HTML. */
    Html add(Html other) {
        markup.append(other.markup);
        return this;
    }

    /** Adds a block of JSON that scripts find by its id; Gson writes no {@code <} into it. */
    Html data(String id, com.google.gson.JsonElement json) {
        open("script", "type", "application/json", "id", id);
        markup.append(new com.google.gson.Gson().toJson(json));
        return close("script");
    }

    @Override
    public String toString() {
        return markup.toString();
    }
}
