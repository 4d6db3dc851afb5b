package io.github.lmclip.examples.cli.bench;

import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.Resampling;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.examples.cli.options.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The files that are measured: given ones, or drawn ones of a photo's size in a folder that is deleted at the end. */
record BenchPictures(List<Path> files, Optional<Path> folder) implements AutoCloseable {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    static BenchPictures of(List<Path> places, int count) {
        if (places.isEmpty()) {
            return drawn(count);
        }
        List<Path> found = PictureFiles.under(places);
        return new BenchPictures(found.subList(0, Math.min(count, found.size())), Optional.empty());
    }

    private static BenchPictures drawn(int count) {
        try {
            Path folder = Files.createTempDirectory("lmclip-bench");
            List<Path> files = new ArrayList<>();
            for (Sample sample :
                    ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of("")).samples()) {
                if (files.size() < count) {
                    Path file = folder.resolve("%04d.jpg".formatted(files.size()));
                    ImageIO.write(image(sample.picture().bitmap()), "jpg", file.toFile());
                    files.add(file);
                }
            }
            return new BenchPictures(files, Optional.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write pictures to measure", e);
        }
    }

    private static BufferedImage image(Bitmap drawn) {
        byte[] samples = Resampling.BICUBIC.resize(drawn.toRgb(), WIDTH, HEIGHT).samples();
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int rgb = (samples[3 * i] & 0xff) << 16 | (samples[3 * i + 1] & 0xff) << 8 | samples[3 * i + 2] & 0xff;
            image.setRGB(i % WIDTH, i / WIDTH, rgb);
        }
        return image;
    }

    @Override
    public void close() {
        if (folder.isEmpty()) {
            return;
        }
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder.get());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder.get(), e);
        }
    }
}
