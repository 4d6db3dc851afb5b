package io.github.lmclip.core.tune;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.ConfigurationException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What a search may change, and to which values. As a file, in the HOCON format:
 *
 * <pre>
 * training.learningRate = { from = 1e-6, to = 1e-3, scale = log }
 * loss.gammaNeg = { from = 0, to = 16, step = 2 }
 * training.sampler = [class-aware, shuffled]
 * </pre>
 *
 * @param domains the values by key; at least one
 */
public record SearchSpace(SortedMap<String, Domain> domains) {

    /** Keys of these rooms say which pictures there are or what is computed on; scores would not be comparable, or the same. */
    private static final List<String> OTHER_ROOMS = List.of("data.", "loading.", "machine.", "watch.");

    private static final String QUICKSTART = "quickstart";

    private static final Set<String> FIXED = Set.of(
            "training.epochs", "training.seed", "training.evaluateEvery", "training.earlyStopping", "training.holdout");

    /** Copies the map. */
    public SearchSpace {
        domains = Collections.unmodifiableSortedMap(new TreeMap<>(domains));
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("a search space needs at least one key");
        }
    }

    /** Returns the space of those domains. */
    public static SearchSpace of(Map<String, ? extends Domain> domains) {
        return new SearchSpace(new TreeMap<>(domains));
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if it is broken; the message says where
     */
    public static SearchSpace read(Path file) {
        return SpaceFile.read(file);
    }

    /**
     * Returns the space of a published name, {@code quickstart}, or of a file.
     *
     * @throws ConfigurationException if there is neither, or the file is broken
     */
    public static SearchSpace named(String nameOrFile) {
        return nameOrFile.equals(QUICKSTART) ? SpaceFile.published(QUICKSTART) : read(Path.of(nameOrFile));
    }

    /** Returns how many points there are, {@code Long.MAX_VALUE} where they cannot be counted. */
    public long size() {
        long size = 1;
        for (Domain domain : domains.values()) {
            if (domain.size() > Long.MAX_VALUE / size) {
                return Long.MAX_VALUE;
            }
            size *= domain.size();
        }
        return size;
    }

    /** Draws a point, every part of the space as likely as any other of its size. */
    public SortedMap<String, String> draw(RandomGenerator random) {
        SortedMap<String, String> point = new TreeMap<>();
        domains.forEach((key, domain) -> point.put(key, domain.at(random.nextDouble())));
        return point;
    }

    /**
     * Checks that a configuration takes the ends of every range and every choice, each by itself.
     *
     * @throws ConfigurationException if it has no such key, the value is out of its range, or the key must stay the same for
     *     all trials
     */
    public void requireFor(Configuration base) {
        domains.forEach((key, domain) -> {
            if (FIXED.contains(key) || OTHER_ROOMS.stream().anyMatch(key::startsWith)) {
                throw new ConfigurationException(
                        "%s must be the same for all trials; set it by the configuration".formatted(key));
            }
            domain.probes().forEach(value -> requireFor(base, key, value));
        });
    }

    private static void requireFor(Configuration base, String key, String value) {
        try {
            base.with(key, value);
        } catch (ConfigurationException e) {
            boolean fraction = e.getMessage().contains("must be an integer");
            String hint = fraction ? "; a range of integers has a step, such as step = 1" : "";
            throw new ConfigurationException("the search space's %s: %s%s".formatted(key, e.getMessage(), hint), e);
        }
    }

    /** Returns the domains as text by key. */
    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        domains.forEach((key, domain) -> texts.put(key, domain.text()));
        return texts;
    }
}
