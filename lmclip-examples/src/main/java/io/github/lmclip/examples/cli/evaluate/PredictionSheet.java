package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.Prediction;
import io.github.lmclip.core.watch.WriteFailure;
import io.github.lmclip.data.Sample;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture of 16 test pictures, each with its true labels and as many predicted ones, the right ones in green. */
public final class PredictionSheet {

    private static final int COLUMNS = 4;
    private static final int ROWS = 4;
    private static final int ZOOM = 3;
    private static final int LINE = 15;
    private static final int CELL_WIDTH = 250;
    private static final int CELL_HEIGHT = 290;
    private static final Color RIGHT = new Color(0x1b7837);
    private static final Color WRONG = new Color(0xb2182b);

    private PredictionSheet() {}

    public static void write(LmClip model, List<Sample> samples, Path file) {
        BufferedImage sheet = new BufferedImage(COLUMNS * CELL_WIDTH, ROWS * CELL_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            cell(graphics, model, samples.get(i), i % COLUMNS * CELL_WIDTH + 8, i / COLUMNS * CELL_HEIGHT + 8);
        }
        graphics.dispose();
        try {
            ImageIO.write(sheet, "png", file.toFile());
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
    }

    private static void cell(Graphics2D graphics, LmClip model, Sample sample, int x, int y) {
        BufferedImage picture = sample.picture().bitmap().toImage();
        int side = picture.getHeight() * ZOOM;
        graphics.drawImage(picture, x, y, picture.getWidth() * ZOOM, side, null);
        List<String> truth =
                sample.classes().stream().map(model.classNames()::get).toList();
        List<String> predicted = model.classify(sample.picture()).stream()
                .limit(truth.size())
                .map(Prediction::label)
                .toList();
        int line = words(graphics, "true:", truth, truth, x, y + side + LINE);
        words(graphics, "found:", predicted, truth, x, line + LINE);
    }

    /** Writes words, broken into lines, and returns the last line's y. */
    private static int words(Graphics2D graphics, String title, List<String> words, List<String> right, int x, int y) {
        graphics.setColor(Color.BLACK);
        graphics.drawString(title, x, y);
        int start = x + 42;
        int at = start;
        int line = y;
        for (String word : words) {
            int width = graphics.getFontMetrics().stringWidth(word + "  ");
            if (at + width > x + CELL_WIDTH - 16) {
                at = start;
                line += LINE;
            }
            graphics.setColor(right.contains(word) ? RIGHT : WRONG);
            graphics.drawString(word, at, line);
            at += width;
        }
        return line;
    }
}
