package io.github.lmclip.data.inspect;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.fetch.benchmark.Manifest;
import io.github.lmclip.data.fetch.benchmark.ManifestEntry;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks at every picture of a dataset: decodes it wholly, as training would, and compares the files' SHA-256 within and
 * between the splits, and with the manifest of a folder that was fetched; and at its classes, see {@link ClassDoubts}. Class ids outside the classes need no look, as no reader lets them pass. Pictures that draw themselves
 * are passed over.
 */
public final class DatasetCheck {

    private final LabelledData data;
    private final Runnable afterEach;
    private final List<Finding> findings = new ArrayList<>();

    /** Of what was fetched, that which no list has named so far. */
    private final SortedMap<String, ManifestEntry> unlisted;

    /** The first file of the training split with each content. */
    private final Map<String, Path> training = new HashMap<>();

    private int pictures;
    private long bytes;

    private DatasetCheck(LabelledData data, Runnable afterEach) {
        this.data = data;
        this.afterEach = afterEach;
        unlisted = new TreeMap<>();
        data.images().map(Manifest::read).map(Manifest::entries).ifPresent(unlisted::putAll);
    }

    /**
     * Checks a dataset on all cores.
     *
     * @param data what to look at
     * @param afterEach called after each picture, by any thread
     */
    public static CheckReport run(LabelledData data, Runnable afterEach) {
        DatasetCheck check = new DatasetCheck(data, afterEach);
        check.counts(data.train(), Split.TRAIN);
        data.test().ifPresent(test -> check.counts(test, Split.TEST));
        check.findings.addAll(ClassDoubts.of(data));
        check.pictures(data.train(), check.training);
        data.test().ifPresent(test -> check.pictures(test, new HashMap<>()));
        check.unlisted();
        return new CheckReport(check.pictures, check.bytes, check.findings);
    }

    private void counts(LongTailDataset split, Split which) {
        if (data.benchmark().isEmpty()) {
            return;
        }
        List<Integer> published = data.benchmark().get().publishedCounts(which);
        List<Integer> counts = ClassFrequencies.of(split).counts();
        if (counts.size() != published.size()) {
            findings.add(new Finding(
                    Fault.COUNT,
                    "%s: %d classes, expected the %d of %s"
                            .formatted(
                                    split.name(),
                                    counts.size(),
                                    published.size(),
                                    data.benchmark().get().id())));
            return;
        }
        for (int id = 0; id < published.size(); id++) {
            if (!published.get(id).equals(counts.get(id))) {
                findings.add(new Finding(
                        Fault.COUNT,
                        "%s: class %s has %d images, expected the published %d"
                                .formatted(
                                        split.name(), split.classNames().get(id), counts.get(id), published.get(id))));
            }
        }
    }

    private void pictures(LongTailDataset split, Map<String, Path> seen) {
        List<Path> files = split.samples().stream()
                .map(Sample::picture)
                .flatMap(picture -> picture.location().stream())
                .toList();
        List<ExaminedFile> examined = files.parallelStream().map(this::examine).toList();
        for (ExaminedFile file : examined) {
            pictures++;
            bytes += file.bytes();
            file.finding().ifPresent(findings::add);
            fetched(file.path()).ifPresent(entry -> compare(file, entry));
            file.hash().ifPresent(hash -> compare(split, file.path(), hash, seen));
        }
    }

    /** Returns what the manifest says about a file, and strikes it off. */
    private Optional<ManifestEntry> fetched(Path file) {
        return data.images()
                .map(folder -> folder.toAbsolutePath().normalize())
                .filter(folder -> file.toAbsolutePath().normalize().startsWith(folder))
                .map(folder -> folder.relativize(file.toAbsolutePath().normalize()))
                .map(path -> unlisted.remove(path.toString().replace(File.separatorChar, '/')));
    }

    private void compare(ExaminedFile file, ManifestEntry entry) {
        file.hash()
                .flatMap(hash -> entry.complaint(file.bytes(), hash))
                .ifPresent(complaint -> findings.add(new Finding(Fault.CHANGED, file.path() + ": " + complaint)));
    }

    private void unlisted() {
        data.images().stream()
                .flatMap(folder -> new Manifest(unlisted).verify(folder).stream())
                .forEach(complaint -> findings.add(new Finding(Fault.CHANGED, complaint)));
    }

    private ExaminedFile examine(Path file) {
        ExaminedFile examined = ExaminedFile.of(file);
        afterEach.run();
        return examined;
    }

    private void compare(LongTailDataset split, Path file, String hash, Map<String, Path> seen) {
        Path twin = seen.putIfAbsent(hash, file);
        if (twin != null) {
            findings.add(new Finding(
                    Fault.DUPLICATE,
                    "%s: the same content as %s in %s, expected it only once".formatted(file, twin, split.name())));
        } else if (seen != training && training.containsKey(hash)) {
            findings.add(new Finding(
                    Fault.LEAKED,
                    "%s: a test picture with the content of the training picture %s, expected another"
                            .formatted(file, training.get(hash))));
        }
    }
}
