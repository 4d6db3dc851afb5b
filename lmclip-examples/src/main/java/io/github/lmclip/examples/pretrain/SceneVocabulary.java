package io.github.lmclip.examples.pretrain;

import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.data.shapes.CaptionedScenes;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;

/** Learns a vocabulary from captions and writes it as CLIP's is written. */
final class SceneVocabulary {

    private static final long FIRST = 100_000;
    private static final int CAPTIONS = 20_000;

    private SceneVocabulary() {}

    static BpeVocabulary write(CaptionedScenes scenes, Path file) throws IOException {
        List<String> captions = LongStream.range(FIRST, FIRST + CAPTIONS)
                .mapToObj(index -> scenes.scene(index, 1).caption())
                .toList();
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            writer.write("#version: byte-pair merges of CaptionedScenes\n");
            for (String merge : BpeLearner.merges(captions)) {
                writer.write(merge + "\n");
            }
        }
        return BpeVocabulary.read(file);
    }
}
