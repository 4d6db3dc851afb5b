package io.github.lmclip.core.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.EmbeddingMap.PicturePoint;
import io.github.lmclip.core.eval.EmbeddingMap.TextPoint;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.SelectionSplit;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.image.Bitmap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A report's data of a seed: as large as wanted, of classes called as wanted. */
record DrawnReport(int images, List<String> classNames, String source) {

    /** Text that a page must not take for markup, in any place. */
    static final String HOSTILE = "<script>alert(1)</script>\"'&</td>\u2028${title}";

    private static final int SIDE = 64;

    static DrawnReport small() {
        return new DrawnReport(60, names(6), "shapes-mlt");
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(id -> "class " + id).toList();
    }

    ReportData data() {
        return data(ReportOptions.defaults().withBootstrap(new Bootstrap(100, 0.95, Bootstrap.Method.PERCENTILE, 0)));
    }

    ReportData data(ReportOptions options) {
        LongTailDataset training = training();
        List<ClassGroup> groups = ClassFrequencies.of(training).groups();
        Predictions test = predictions(images, groups, 2, 1);
        Measured model =
                Measured.of(test, Optional.of(predictions(300, groups, 3, 1)), options.score(), options.bootstrap());
        Measured zeroShot = Measured.of(
                predictions(images, groups, 2, 0.4), Optional.empty(), options.score(), options.bootstrap());
        return new ReportData(
                "drawn",
                configuration(),
                facts(),
                metrics(),
                "that of the last epoch",
                model,
                Optional.of(zeroShot),
                Optional.of(PairedComparison.of(zeroShot.predictions(), test, options.score(), options.bootstrap())),
                Optional.of(map()),
                TrainingFacts.of(training, Configuration.quickstart().training(), 2),
                IntStream.range(0, images).mapToObj(DrawnReport::picture).toList(),
                options);
    }

    /** Class c is shown by every (c + 1)-th of 300 pictures, and the last by one. */
    private LongTailDataset training() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            samples.add(new Sample(
                    picture(i),
                    IntStream.range(0, classNames.size())
                            .filter(id -> number % (5 * id + 1) == 0)
                            .boxed()
                            .toList()));
        }
        return new LongTailDataset("drawn train", classNames, samples);
    }

    private Predictions predictions(int images, List<ClassGroup> groups, long seed, double skill) {
        SplittableRandom truth = new SplittableRandom(seed);
        SplittableRandom noise = new SplittableRandom(seed + 100);
        int classes = classNames.size();
        float[][] logits = new float[images][classes];
        boolean[][] targets = new boolean[images][classes];
        for (int image = 0; image < images; image++) {
            for (int id = 0; id < classes; id++) {
                targets[image][id] = truth.nextInt(classes) < 2 || image % classes == id;
                logits[image][id] = (float) (20 + 4 * (targets[image][id] ? skill : 0) + noise.nextDouble(-3, 3));
            }
        }
        List<String> names = IntStream.range(0, images)
                .mapToObj(image -> "some/folder/with a picture %06d %s.jpg".formatted(image, classNames.get(0)))
                .toList();
        return new Predictions(names, classNames, groups, logits, targets);
    }

    private SortedMap<String, String> configuration() {
        SortedMap<String, String> values =
                new TreeMap<>(Configuration.quickstart().values());
        values.put("data.source", source);
        values.put("network.backbone", "RN50");
        values.put("data.images", classNames.get(0));
        return values;
    }

    private static JsonObject facts() {
        return JsonParser.parseString(
                        "{\"status\": \"finished\", \"times\": {\"begun\": \"2026-01-01T00:00:00Z\", \"updated\":"
                                + " \"2026-01-01T02:00:00Z\", \"seconds\": 7200.5, \"stateSeconds\": 1, \"modelSeconds\": 2},"
                                + " \"machine\": {\"memoryBytes\": 24000000000, \"heapBytes\": 1000000000}, \"versions\":"
                                + " {\"java\": \"17\"}, \"memory\": {\"peakResidentBytes\": 3500000000}, \"sessions\": []}")
                .getAsJsonObject();
    }

    private static RunMetrics metrics() {
        List<RunMetrics.Epoch> epochs = new ArrayList<>();
        List<RunMetrics.Row> rows = new ArrayList<>();
        for (int epoch = 1; epoch <= 3; epoch++) {
            epochs.add(new RunMetrics.Epoch(epoch, 1e-5 / epoch, 3.0 / epoch, 0, 10));
            for (ScoreKind score : ScoreKind.values()) {
                rows.add(new RunMetrics.Row(epoch, score, new GroupMeans(0.2 * epoch, 0.1, 0.2, 0.3)));
            }
        }
        return new RunMetrics(epochs, rows, Optional.of(SelectionSplit.TEST));
    }

    private EmbeddingMap map() {
        SplittableRandom random = new SplittableRandom(5);
        return new EmbeddingMap(
                IntStream.range(0, images)
                        .mapToObj(i -> new PicturePoint(i, random.nextDouble(-50, 50), random.nextDouble(-50, 50)))
                        .toList(),
                IntStream.range(0, classNames.size())
                        .mapToObj(id -> new TextPoint(id, random.nextDouble(-50, 50), random.nextDouble(-50, 50)))
                        .toList());
    }

    /** A picture of noise, which no JPEG makes small. */
    private static Picture picture(int number) {
        return new Picture() {
            @Override
            public String name() {
                return "picture " + number;
            }

            @Override
            public Bitmap bitmap() {
                byte[] samples = new byte[3 * 4 * SIDE * 4 * SIDE];
                new java.util.Random(number).nextBytes(samples);
                return Bitmap.rgb(4 * SIDE, 4 * SIDE, samples);
            }
        };
    }
}
