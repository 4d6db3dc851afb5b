package io.github.lmclip.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** The Pillow of a Python on this machine, asked by {@code pillow_pixels.py}. */
record Pillow(String python, Path folder) {

    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3", "python");

    /** Returns the first there is; a test without one is skipped. */
    static Pillow find(Path folder) throws IOException, InterruptedException {
        for (String python : PYTHONS) {
            Pillow pillow = new Pillow(python, folder);
            if (pillow.has("import PIL.Image")) {
                return pillow;
            }
        }
        throw new TestAbortedException("skipped: none of %s has Pillow".formatted(PYTHONS));
    }

    private boolean has(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", program)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such Python
        }
    }

    /** Returns what {@code look} says of each file. */
    List<String> look(List<Path> files) throws IOException, InterruptedException {
        return run(files, "look");
    }

    /** Writes each file anew in every format and sampling, and returns the new ones. */
    List<Path> derive(List<Path> files) throws IOException, InterruptedException {
        Path derived = Files.createDirectory(folder.resolve("derived"));
        run(files, "derive", derived.toString());
        try (var all = Files.list(derived)) {
            return all.sorted().toList();
        }
    }

    private List<String> run(List<Path> files, String... words) throws IOException, InterruptedException {
        byte[] script = PictureFiles.resource("pillow_pixels.py");
        Path asked = Files.write(
                folder.resolve("asked"), files.stream().map(Path::toString).toList());
        Path said = folder.resolve("said");
        List<String> command = new ArrayList<>(List.of(python, "-c", new String(script, StandardCharsets.UTF_8)));
        command.addAll(Arrays.asList(words));
        int status = new ProcessBuilder(command)
                .redirectInput(asked.toFile())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("Pillow's process ended with status " + status);
        }
        return Files.readAllLines(said);
    }
}
