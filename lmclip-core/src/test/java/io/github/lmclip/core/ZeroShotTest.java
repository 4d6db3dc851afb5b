package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ZeroShotTest {

    private static final float ROUNDING = 1e-5f;
    private static final PromptTemplates TWO = PromptTemplates.of("a photo of a {}", "a drawing of the {}");

    private final LmClipBuilder tiny = LmClip.builder().backbone(Backbone.TINY);

    @TempDir
    Path folder;

    @Test
    void ranksLabelsOfOnesOwn() {
        try (LmClip clip = tiny.labels("tree", "heart", "fish").zeroShot()) {
            List<Prediction> ranked = clip.classify(drawn(0));
            assertEquals(3, ranked.size());
            assertEquals(1, ranked.stream().mapToDouble(Prediction::score).sum(), ROUNDING);
            assertEquals(List.of("tree", "heart", "fish"), clip.classNames());
            IllegalStateException untested = assertThrows(IllegalStateException.class, clip::evaluate);
            assertTrue(untested.getMessage().contains("no test split"), untested.getMessage());
        }
    }

    @Test
    void averagesSentencesAfterNormalising() {
        try (LmClip clip = tiny.labels("tree", "heart").prompts(TWO).zeroShot()) {
            float[] picture = clip.embed(drawn(1));
            for (Prediction prediction : clip.classify(picture, Score.COSINE)) {
                float[][] sentences = clip.embedTexts(TWO.about(prediction.label()));
                double length = 0;
                double dot = 0;
                for (int i = 0; i < picture.length; i++) {
                    double mean = ((double) sentences[0][i] + sentences[1][i]) / 2;
                    length += mean * mean;
                    dot += mean * picture[i];
                }
                assertEquals(dot / Math.sqrt(length), prediction.score(), ROUNDING);
            }
        }
    }

    @Test
    void savedModelsKeepTheirSentences() {
        try (LmClip clip = tiny.labels("tree", "heart").prompts(TWO).zeroShot()) {
            clip.save(folder);
            try (LmClip loaded = LmClip.load(folder)) {
                assertEquals(clip.classify(drawn(2)), loaded.classify(drawn(2)));
            }
        }
    }

    @Test
    void embedsFilesInTheirOrderAndReportsBrokenOnes() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            files.add(write(i));
        }
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        try (LmClip clip = tiny.labels("tree").zeroShot()) {
            float[][] all = clip.embedImages(files);
            assertArrayEquals(clip.embed(Picture.file(files.get(37))), all[37], ROUNDING);
            files.add(3, broken);
            List<Path> seen = new ArrayList<>();
            List<PictureException> problems = new ArrayList<>();
            clip.embedImages(files, (file, vector) -> seen.add(file), problems::add);
            files.remove(broken);
            assertEquals(files, seen);
            assertEquals(1, problems.size());
            assertTrue(problems.get(0).getMessage().contains("broken.png"));
            assertThrows(PictureException.class, () -> clip.embedImages(List.of(broken)));
        }
    }

    @Test
    void textsAreNearTheirOwnPictures() {
        // a class in a text is nearer to pictures that show it than to others, on average
        ShapesMlt shapes = ShapesMlt.DEFAULT;
        var samples = shapes.read(Split.TEST, folder).samples().subList(0, 100);
        try (LmClip clip = tiny.dataset(shapes).zeroShot()) {
            float[] text = clip.embedTexts(List.of("a photo of a ring"))[0];
            int ring = shapes.classNames().indexOf("ring");
            double[] sums = new double[2];
            int[] counts = new int[2];
            for (var sample : samples) {
                int shown = sample.classes().contains(ring) ? 1 : 0;
                float[][] picture = {clip.embed(sample.picture())};
                sums[shown] += Similarity.cosines(picture, new float[][] {text})[0][0];
                counts[shown]++;
            }
            assertTrue(sums[1] / counts[1] > sums[0] / counts[0]);
        }
    }

    @Test
    void refusesWhatCannotBeMeant() {
        refuses(IllegalArgumentException.class, "labels must be", () -> tiny.labels("a", "a"));
        refuses(IllegalArgumentException.class, "labels must be", () -> tiny.labels("a", " "));
        refuses(IllegalArgumentException.class, "labels must be", tiny::labels);
        refuses(IllegalStateException.class, "dataset(...) or labels(...) is missing", tiny::zeroShot);
        LmClipBuilder both = tiny.labels("a").dataset(ShapesMlt.DEFAULT);
        refuses(IllegalStateException.class, "not both", both::zeroShot);
        refuses(IllegalStateException.class, "labels(...) are for zeroShot()", both::train);
        LmClipBuilder two = tiny.dataset(ShapesMlt.DEFAULT).prompts(TWO);
        refuses(IllegalStateException.class, "one prompt template, got 2", two::train);
    }

    private static <E extends Exception> void refuses(Class<E> type, String words, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(words), message);
    }

    private static Picture drawn(int index) {
        return ShapesMlt.DEFAULT
                .read(Split.TEST, Path.of(""))
                .samples()
                .get(index)
                .picture();
    }

    private Path write(int index) throws IOException {
        Path file = folder.resolve("picture%02d.png".formatted(index));
        ImageIO.write(drawn(index).bitmap().toImage(), "png", file.toFile());
        return file;
    }
}
