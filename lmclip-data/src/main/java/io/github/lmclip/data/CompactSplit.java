package io.github.lmclip.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * This library's form of a published list: lines of comment begin with #; a head of {@code key value} lines says how an
 * image's path follows from its id; after a blank line comes an id and its class ids per line.
 */
final class CompactSplit {

    private final String name;
    private String prefix = "";
    private String suffix = "";
    private int digits;

    CompactSplit(String name) {
        this.name = name;
    }

    List<Sample> read(List<String> lines, Path images) {
        int body = lines.indexOf("");
        for (String line : lines.subList(0, body)) {
            head(line);
        }
        List<Sample> samples = new ArrayList<>();
        for (String line : lines.subList(body + 1, lines.size())) {
            if (!line.isEmpty()) {
                samples.add(sample(line, images));
            }
        }
        return samples;
    }

    private void head(String line) {
        int blank = line.indexOf(' ');
        String value = line.substring(blank + 1);
        switch (line.substring(0, blank)) {
            case "#" -> {}
            case "prefix" -> prefix = value;
            case "suffix" -> suffix = value;
            case "digits" -> digits = Integer.parseInt(value);
            default -> throw new DatasetException("%s: unknown head \"%s\"".formatted(name, line));
        }
    }

    private Sample sample(String line, Path images) {
        String[] words = line.split(" ");
        String id = "0".repeat(Math.max(0, digits - words[0].length())) + words[0];
        List<Integer> classes =
                Arrays.stream(words, 1, words.length).map(Integer::valueOf).toList();
        return new Sample(Picture.file(images.resolve(prefix + id + suffix)), classes);
    }
}
