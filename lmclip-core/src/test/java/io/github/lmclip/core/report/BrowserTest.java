package io.github.lmclip.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.ScoreKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages in Chromium, where there is one: nothing on the console, every drawing drawn, on a desk and on a phone. */
class BrowserTest {

    private static final int DESK = 1280;
    private static final int PHONE = 390;

    @TempDir
    private Path folder;

    private Chromium browser;

    @BeforeEach
    void findBrowser() {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "no Chromium on the path; name one by -D%s=FILE".formatted(Chromium.PROPERTY));
        browser = new Chromium(program.get(), folder);
    }

    private Path page(List<String> names) {
        Path page = folder.resolve("page.html");
        new RunReport(new DrawnReport(60, names, "voc-mlt").data()).write(page);
        return page;
    }

    @Test
    void everythingIsDrawnWithoutAWordOnTheConsole() throws IOException, InterruptedException {
        Chromium.Visit visit = browser.visit(page(DrawnReport.names(6)), "--dump-dom");
        assertEquals(List.of(), visit.complaints());
        String tree = visit.output();
        List<String> charts = Pattern.compile("class=\"chart\" id=\"([^\"]+)\"")
                .matcher(tree)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(10, charts.size(), charts.toString());
        for (String chart : charts) {
            String drawn = tree.substring(
                    tree.indexOf("class=\"chart\" id=\"" + chart), tree.indexOf("id=\"" + chart + "-data\""));
            assertTrue(drawn.contains("<svg"), chart + " is not drawn");
            assertTrue(Pattern.compile("<path").matcher(drawn).results().count() > 5, chart + " is empty");
        }
        assertTrue(tree.contains("Choose classes") && tree.contains("Only pictures of"), "the choices are missing");
    }

    @Test
    void comparisonsAreDrawnToo() throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        Comparison.of(
                        List.of(
                                ComparisonTest.model(DrawnReport.HOSTILE, "a", 0, 1),
                                ComparisonTest.model("b", "b", 1, 2)),
                        ScoreKind.SOFTMAX,
                        new Bootstrap(100, 0.95, Bootstrap.Method.PERCENTILE, 0))
                .write(page);
        Chromium.Visit visit = browser.visit(page, "--dump-dom");
        assertEquals(List.of(), visit.complaints());
        assertEquals(
                2, Pattern.compile("<svg").matcher(visit.output()).results().count());
    }

    /** A series of more than 3,000 points is drawn in pieces by default, which a browser without a window never ends. */
    @Test
    void thousandsOfPicturesAreOnTheMapAtOnce() throws IOException, InterruptedException {
        Path page = folder.resolve("page.html");
        new RunReport(new DrawnReport(4000, DrawnReport.names(12), "voc-mlt").data()).write(page);
        Chromium.Visit visit = browser.visit(page, "--dump-dom");
        assertEquals(List.of(), visit.complaints());
        assertTrue(visit.output().contains("<canvas"), "the map");
    }

    @Test
    void aLabelThatIsAScriptStaysText() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(DrawnReport.names(6));
        names.set(0, DrawnReport.HOSTILE);
        Chromium.Visit visit = browser.visit(page(names), "--dump-dom");
        assertEquals(List.of(), visit.complaints());
        assertFalse(visit.output().contains("<script>alert"), "a label became a script");
        assertTrue(visit.output().contains("&lt;script&gt;alert(1)"), "the label is missing");
    }

    @Test
    void fitsADeskAndAPhoneInLightAndDark() throws IOException, InterruptedException {
        Path page = page(DrawnReport.names(6));
        assertTrue(brightness(page, DESK, 1) > 200, "a light page is light");
        assertTrue(brightness(page, DESK, 0) < 80, "a dark page is dark");
        assertTrue(brightness(page, PHONE, 1) > 200, "on a phone too");
    }

    private int brightness(Path page, int width, int scheme) throws IOException, InterruptedException {
        Path picture = folder.resolve("page.png");
        browser.visit(
                page,
                "--window-size=%d,3000".formatted(width),
                "--blink-settings=preferredColorScheme=" + scheme,
                "--screenshot=" + picture);
        BufferedImage found = ImageIO.read(picture.toFile());
        assertEquals(width, found.getWidth());
        long sum = 0;
        for (int y = 0; y < found.getHeight(); y++) {
            sum += found.getRGB(2, y) >> 8 & 255;
        }
        return (int) (sum / found.getHeight());
    }

    @Test
    void printsToPaper() throws IOException, InterruptedException {
        Path paper = folder.resolve("page.pdf");
        browser.visit(page(DrawnReport.names(6)), "--print-to-pdf=" + paper, "--no-pdf-header-footer");
        assertTrue(Files.size(paper) > 50_000, Files.size(paper) + " bytes");
    }
}
