package io.github.lmclip.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.PrecisionRecall;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.ScoreKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page of drawn data: every section says what the data say, in a few megabytes, and text stays text. */
class RunReportTest {

    private static final long TEN_MEGABYTES = 10_000_000;

    private static final ReportData DATA = DrawnReport.small().data();
    private static final RunReport REPORT = new RunReport(DATA);

    private Section section(String id) {
        return REPORT.sections().stream()
                .filter(section -> section.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String text(String id) {
        return section(id).html().toString();
    }

    private JsonObject chart(String section, String id) {
        String start = "<script type=\"application/json\" id=\"" + id + "-data\">";
        String html = text(section);
        int from = html.indexOf(start) + start.length();
        return JsonParser.parseString(html.substring(from, html.indexOf("</script>", from)))
                .getAsJsonObject();
    }

    @Test
    void everySectionHasContentAndAnEntryInTheContents() {
        String page = REPORT.html();
        assertEquals(12, REPORT.sections().size());
        for (Section section : REPORT.sections()) {
            assertTrue(page.contains("href=\"#" + section.id() + "\""), section.id());
            assertTrue(section.body().toString().length() > 100, section.id());
        }
    }

    @Test
    void headlineHasIntervalsOfTheRunAndOfZeroShotByBothScores() {
        String html = text("headline");
        DATA.model()
                .intervals()
                .forEach((score, intervals) -> HeadlineSection.MAP.forEach(headline ->
                        assertTrue(html.contains(intervals.get(headline).toString()), score + " " + headline)));
        DATA.zeroShot()
                .orElseThrow()
                .intervals()
                .forEach((score, intervals) -> HeadlineSection.MAP.forEach(headline ->
                        assertTrue(html.contains(intervals.get(headline).toString()), score + " " + headline)));
        assertTrue(html.contains("AP is computed on the softmax score"), html);
        assertTrue(html.contains("that of the last epoch"), html);
        assertTrue(html.contains("chosen on the test split scores too high there"), html);
        assertTrue(html.contains("&quot;valid&quot; in the names of a run's files is the test split"), html);
        assertFalse(html.contains("ublished"), "these are the pictures of no benchmark: " + html);
    }

    @Test
    void headlineHasThePublishedNumbersOfABenchmark() {
        String html = HeadlineSection.of(new DrawnReport(60, DrawnReport.names(6), "voc-mlt").data())
                .html()
                .toString();
        assertTrue(html.contains("LM-CLIP, as published, RN50 (the same network)"), html);
        assertTrue(html.contains("86.14") && html.contains("70.66") && html.contains("93.06"), html);
        assertTrue(html.contains("&quot;valid&quot; split is the test split"), html);
        assertTrue(html.contains("another run of the same code differs by"), html);
        assertFalse(html.contains("58.48"), "of the other benchmark");
    }

    @Test
    void publishedTotalsAreTheMeansOfTheirGroups() {
        double rounding = 1.2e-4;
        double asPrinted = 5e-3; // tables of other papers are less exact
        int[][] classes = {{6, 6, 8}, {22, 33, 25}};
        List<String> sources = List.of("voc-mlt", "COCO_MLT");
        for (int i = 0; i < classes.length; i++) {
            int[] sizes = classes[i];
            List<PublishedResult> results = PublishedResult.of(sources.get(i)).toList();
            assertEquals(8, results.size());
            for (PublishedResult result : results) {
                GroupMeans means = result.means();
                double mean = (sizes[0] * means.head() + sizes[1] * means.medium() + sizes[2] * means.tail())
                        / IntStream.of(sizes).sum();
                if (!Double.isNaN(mean)) {
                    double tolerance = result.method().startsWith("LM-CLIP") ? rounding : asPrinted;
                    assertEquals(means.total(), mean, tolerance, result.toString());
                }
            }
        }
    }

    @Test
    void classesAreInTheOrderOfTheirTrainingPictures() {
        JsonObject bars = chart("classes", "class-ap");
        List<Integer> order = DATA.byFrequency();
        for (int rank = 1; rank < order.size(); rank++) {
            assertTrue(DATA.training().counts().get(order.get(rank - 1))
                    >= DATA.training().counts().get(order.get(rank)));
        }
        for (int rank = 0; rank < order.size(); rank++) {
            double precision = DATA.model().evaluation().averagePrecisions().get(order.get(rank));
            assertEquals(
                    100 * precision, bars.getAsJsonArray("values").get(rank).getAsDouble(), 0.0051);
            assertEquals(
                    DATA.classNames().get(order.get(rank)),
                    bars.getAsJsonArray("names").get(rank).getAsString());
        }
    }

    @Test
    void gainIsTheDifferenceToZeroShot() {
        JsonArray points = chart("gain", "class-gain").getAsJsonArray("points");
        assertEquals(DATA.classNames().size(), points.size());
        for (int id = 0; id < points.size(); id++) {
            double expected = DATA.model().evaluation().averagePrecisions().get(id)
                    - DATA.zeroShot()
                            .orElseThrow()
                            .evaluation()
                            .averagePrecisions()
                            .get(id);
            assertEquals(100 * expected, points.get(id).getAsJsonArray().get(1).getAsDouble(), 0.0051);
        }
    }

    @Test
    void precisionRecallBeginsWithTheClassesThatWereWanted() {
        ReportOptions options = DATA.options().withClasses(List.of("class 3"));
        String html = PrecisionRecallSection.of(DrawnReport.small().data(options))
                .html()
                .toString();
        assertTrue(html.contains("\"chosen\":[\"class 3\"]"), html);
        JsonObject lines = chart("precision-recall", "precision-recall-chart");
        List<PrecisionRecall> curves = PrecisionRecall.ofClasses(DATA.predictions(), ScoreKind.SOFTMAX);
        for (JsonElement line : lines.getAsJsonArray("lines")) {
            int id =
                    DATA.classNames().indexOf(line.getAsJsonObject().get("name").getAsString());
            assertEquals(
                    Math.min(60, curves.get(id).points().size()),
                    line.getAsJsonObject().getAsJsonArray("points").size());
        }
    }

    @Test
    void refusesToDrawAClassThatDoesNotExist() {
        var error = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class,
                () -> PrecisionRecallSection.of(
                        DrawnReport.small().data(DATA.options().withClasses(List.of("clas 3")))));
        assertTrue(error.getMessage().contains("clas 3") && error.getMessage().contains("class 3"), error.getMessage());
    }

    @Test
    void mapHasEveryPictureAndClass() {
        JsonObject map = chart("map", "map-chart");
        assertEquals(60, map.getAsJsonArray("pictures").size());
        assertEquals(6, map.getAsJsonArray("texts").size());
        assertEquals(
                DATA.map().orElseThrow().pictures().get(7).x(),
                map.getAsJsonArray("pictures").get(7).getAsJsonArray().get(0).getAsDouble(),
                0.0051);
    }

    @Test
    void galleryHasThreeRowsOfDifferentPictures() {
        String html = text("gallery");
        assertEquals(
                36,
                Pattern.compile("data:image/jpeg;base64,")
                        .matcher(html)
                        .results()
                        .count());
        GalleryChoice choice = GalleryChoice.of(
                DATA.predictions(),
                DATA.training().counts(),
                ScoreKind.SOFTMAX.of(DATA.predictions().logits()),
                12);
        List<Integer> all = new ArrayList<>(choice.best());
        all.addAll(choice.worst());
        all.addAll(choice.surprising());
        assertEquals(36, all.stream().distinct().count());
        assertTrue(GalleryChoice.margin(DATA.predictions(), choice.best().get(0))
                > GalleryChoice.margin(DATA.predictions(), choice.worst().get(0)));
    }

    @Test
    void galleryOfFewPicturesSharesThemOut() {
        int[][] sizes = {{5, 5, 4}, {2, 1, 1}, {1, 1, 0}, {1, 0, 0}};
        int[] pictures = {14, 4, 2, 1};
        for (int i = 0; i < pictures.length; i++) {
            int count = pictures[i];
            ReportData few = new DrawnReport(count, DrawnReport.names(6), "shapes-mlt").data();
            Predictions shown = few.predictions();
            GalleryChoice choice =
                    GalleryChoice.of(shown, few.training().counts(), ScoreKind.SOFTMAX.of(shown.logits()), 12);
            List<List<Integer>> rows = List.of(choice.best(), choice.worst(), choice.surprising());
            assertEquals(
                    IntStream.of(sizes[i]).boxed().toList(),
                    rows.stream().map(List::size).toList());
            assertEquals(count, rows.stream().flatMap(List::stream).distinct().count());
            double least = choice.best().stream()
                    .mapToDouble(image -> GalleryChoice.margin(shown, image))
                    .min()
                    .orElseThrow();
            assertTrue(
                    IntStream.range(0, count)
                            .filter(image -> !choice.best().contains(image))
                            .allMatch(image -> GalleryChoice.margin(shown, image) <= least),
                    "no other picture is better than the best");
            String html = GallerySection.of(few).html().toString();
            assertEquals(sizes[i][2] > 0, html.contains("Most surprising"));
            assertEquals(sizes[i][1] > 0, html.contains("Worst"));
        }
    }

    @Test
    void surpriseCountsBits() {
        assertEquals(3, GalleryChoice.surprise(new float[] {0.5f, 0.25f}, true, true), 1e-6);
        assertEquals(1, GalleryChoice.surprise(new float[] {0.5f, 0f}, true, false), 1e-6);
    }

    @Test
    void environmentHasTimeAndMemory() {
        String html = text("environment");
        assertTrue(html.contains("2 h 00 min 01 s") && html.contains("24.00 GB") && html.contains("3.50 GB"), html);
    }

    @Test
    void whatWasLeftOutIsSaid() {
        ReportData full = DrawnReport.small().data();
        ReportData bare = new ReportData(
                full.name(),
                full.configuration(),
                new JsonObject(),
                new io.github.lmclip.core.RunMetrics(List.of(), List.of(), Optional.empty()),
                full.origin(),
                Measured.of(
                        full.predictions(),
                        Optional.empty(),
                        ScoreKind.RAW,
                        full.options().bootstrap()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                full.training(),
                full.pictures(),
                full.options().withScore(ScoreKind.RAW).withGallery(0));
        String html = new RunReport(bare).html();
        for (String words : List.of(
                "The pre-trained model was left out",
                "Nothing was fitted on training pictures",
                "No map was wanted",
                "No pictures were wanted",
                "The run has not finished an epoch",
                "no run.json",
                "AP is computed on the raw score")) {
            assertTrue(html.contains(words), words);
        }
    }

    @Test
    void textOfTheDataStaysText() {
        List<String> names = new ArrayList<>(DrawnReport.names(6));
        names.set(0, DrawnReport.HOSTILE);
        String html = new RunReport(new DrawnReport(60, names, DrawnReport.HOSTILE).data()).html();
        assertFalse(html.contains("<script>alert"), "a label became a script");
        assertFalse(html.contains("</td>\u2028"), "a label ended a cell");
        assertTrue(html.contains("${title}"), "a label was taken for a mark of the template");
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"), "in the tables");
        assertTrue(html.contains("\\u003cscript\\u003ealert(1)\\u003c/script\\u003e"), "in the data of drawings");
        assertEquals(
                count("<script", html),
                count("</script>", html) + count("<script>alert", html),
                "every script element ends once");
    }

    private static long count(String word, String text) {
        return Pattern.compile(Pattern.quote(word)).matcher(text).results().count();
    }

    @Test
    void fiveThousandPicturesOfEightyClassesStayBelowTenMegabytes() {
        ReportOptions options =
                ReportOptions.defaults().withBootstrap(new Bootstrap(100, 0.95, Bootstrap.Method.PERCENTILE, 0));
        String html = new RunReport(new DrawnReport(5000, DrawnReport.names(80), "coco-mlt").data(options)).html();
        long size = html.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size < TEN_MEGABYTES, size + " bytes");
        assertTrue(html.contains("some") && html.contains("with a picture 004999"), "the last picture is on the map");
    }

    @Test
    void asksNoNetwork() {
        String html = REPORT.html();
        assertTrue(html.contains("default-src 'none'"), "policy");
        String own = html.replaceAll("(?s)<script>.*?</script>", "");
        assertFalse(Pattern.compile("(src|href)=\"(?!#|data:)").matcher(own).find(), "an address outside");
    }
}
