package io.github.lmclip.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.text.StringSubstitutor;

/**
 * A whole page in one file: styles, scripts and pictures are inside, and its security policy lets the browser fetch nothing
 * and run nothing but those scripts.
 *
 * @param title of the page
 * @param lead what comes first
 * @param sections what follows, each with an entry in the list of contents
 */
record Page(String title, Html lead, List<Section> sections) {

    private static final List<String> SCRIPTS = List.of("echarts/echarts.min.js", "theme.js", "charts.js", "page.js");

    Page {
        sections = List.copyOf(sections);
    }

    String html() {
        List<String> scripts = SCRIPTS.stream().map(Page::script).toList();
        Html contents = new Html().open("nav", "aria-label", "Contents").open("ul");
        sections.forEach(section -> contents.open("li")
                .element("a", section.title(), "href", "#" + section.id())
                .close("li"));
        contents.close("ul").close("nav");
        Html body = new Html();
        sections.forEach(section -> body.add(section.html()));
        StringBuilder code = new StringBuilder();
        scripts.forEach(script -> code.append("<script>").append(script).append("</script>\n"));
        return new StringSubstitutor(Map.of(
                        "title", Html.escaped(title),
                        "hashes", hashes(scripts),
                        "style", resource("page.css"),
                        "lead", lead.toString(),
                        "contents", contents.toString(),
                        "sections", body.toString(),
                        "scripts", code.toString()))
                // what is put in may hold anything, the marks of this template too
                .setDisableSubstitutionInValues(true)
                .replace(resource("page.html"));
    }

    private static String script(String name) {
        String code = resource(name);
        if (code.contains("</script")) {
            throw new IllegalStateException(name + " would end its own element");
        }
        return code;
    }

    /** Returns the sources that the policy allows: the scripts by what they are. */
    private static String hashes(List<String> scripts) {
        StringBuilder sources = new StringBuilder();
        for (String script : scripts) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
                sources.append(" 'sha256-")
                        .append(Base64.getEncoder().encodeToString(hash))
                        .append('\'');
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
        return sources.toString().strip();
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            // a browser hashes what it has read, where a carriage return is a line feed
            return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
