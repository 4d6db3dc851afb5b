package io.github.lmclip.examples.cli.output;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.DOMImplementation;

/** A drawing as SVG: whatever draws on a {@link Graphics2D}. */
final class SvgFile {

    /** Something to draw, of a width and a height. */
    @FunctionalInterface
    interface Drawing {
        void paint(Graphics2D canvas, int width, int height);
    }

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private SvgFile() {}

    static void write(Path file, int width, int height, Drawing drawing) throws IOException {
        SVGGraphics2D canvas = new SVGGraphics2D(dom().createDocument(NAMESPACE, "svg", null));
        canvas.setSVGCanvasSize(new Dimension(width, height));
        drawing.paint(canvas, width, height);
        try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            canvas.stream(text, true);
        }
    }

    private static DOMImplementation dom() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has a parser of XML", e);
        }
    }
}
