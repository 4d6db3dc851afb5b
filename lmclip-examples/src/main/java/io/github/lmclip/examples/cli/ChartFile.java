package io.github.lmclip.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;

/** A chart as a file whose suffix says how: {@code .png} or {@code .svg}. */
final class ChartFile {

    private ChartFile() {}

    /**
     * Checks the suffix, before hours of work end in a file that cannot be drawn.
     *
     * @throws IllegalArgumentException if it is another one
     */
    static void require(Path file) {
        if (!suffixed(file, ".png") && !suffixed(file, ".svg")) {
            throw new IllegalArgumentException("--chart must end in .png or .svg, got " + file);
        }
    }

    static void write(CategoryChart chart, Path file) {
        require(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (suffixed(file, ".svg")) {
                SvgFile.write(file, chart.getWidth(), chart.getHeight(), chart::paint);
            } else {
                ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    private static boolean suffixed(Path file, String suffix) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }
}
