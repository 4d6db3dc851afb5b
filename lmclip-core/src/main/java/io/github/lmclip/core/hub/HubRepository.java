package io.github.lmclip.core.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository of Hugging Face, or of a server that answers alike.
 *
 * @param owner who publishes
 * @param name what it is called
 * @param revision a branch, a tag or a commit
 */
public record HubRepository(String owner, String name, String revision) implements PublishedWeights {

    /** What the name of a repository begins with. */
    public static final String SCHEME = "hf:";

    /** The revision meant where none is said. */
    public static final String DEFAULT_REVISION = "main";

    /** Names of one path element that cannot lead out of a folder. */
    private static final String ELEMENT = "[A-Za-z0-9_][A-Za-z0-9._-]*";

    private static final Pattern FORM = Pattern.compile("hf:(%1$s)/(%1$s)(?:@(%1$s(?:/%1$s)*))?".formatted(ELEMENT));

    /** Checks that the names can stand in addresses and folders. */
    public HubRepository {
        if (!owner.matches(ELEMENT) || !name.matches(ELEMENT) || !revision.matches(ELEMENT + "(/" + ELEMENT + ")*")) {
            throw new IllegalArgumentException(
                    "expected names of letters, digits and . _ -, got %s, %s and %s".formatted(owner, name, revision));
        }
    }

    /**
     * Reads {@code hf:owner/name} or {@code hf:owner/name@revision}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static HubRepository parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected hf:owner/name or hf:owner/name@revision, got \"%s\"".formatted(text));
        }
        String revision = matcher.group(3) == null ? DEFAULT_REVISION : matcher.group(3);
        return new HubRepository(matcher.group(1), matcher.group(2), revision);
    }

    /** Returns the same repository at another revision. */
    public HubRepository withRevision(String revision) {
        return new HubRepository(owner, name, revision);
    }

    /** Returns where a file of the repository is published. */
    public URI address(URI endpoint, String file) {
        return URI.create("%s/%s/%s/resolve/%s/%s"
                .formatted(endpoint, owner, name, URLEncoder.encode(revision, StandardCharsets.UTF_8), file));
    }

    /** Returns the folder of the repository in a cache laid out as Hugging Face's. */
    String folder() {
        return "models--%s--%s".formatted(owner, name);
    }

    /** Returns the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return "hf:%s/%s@%s".formatted(owner, name, revision);
    }
}
