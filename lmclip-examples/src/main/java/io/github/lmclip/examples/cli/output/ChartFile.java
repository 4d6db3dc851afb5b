package io.github.lmclip.examples.cli.output;

import io.github.lmclip.core.watch.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart as a file whose suffix says how: {@code .png} or {@code .svg}. */
public final class ChartFile {

    private static final String SVG = ".svg";

    private ChartFile() {}

    /**
     * Checks a name before the work whose result is drawn.
     *
     * @throws IllegalArgumentException if its suffix is another one
     */
    public static void requireKnown(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(SVG)) {
            throw new IllegalArgumentException("a chart's file must end in .png or .svg, got " + file);
        }
    }

    /** Draws, in place of a file that is there already. */
    public static void write(Chart<?, ?> chart, Path file) {
        requireKnown(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(SVG)) {
                SvgFile.write(file, chart.getWidth(), chart.getHeight(), chart::paint);
            } else {
                ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
            }
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
    }
}
