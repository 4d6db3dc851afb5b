package io.github.lmclip.examples.cli.classify;

import io.github.lmclip.core.Score;
import io.github.lmclip.core.serve.Device;
import io.github.lmclip.core.serve.DeviceChoice;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.ServingOptions;
import io.github.lmclip.examples.cli.options.DeviceName;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.options.PictureFiles;
import io.github.lmclip.examples.cli.options.ScoreOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip classify}: ranks an ONNX file's labels for pictures. */
@Command(
        name = "classify",
        description = "Rank the labels of an exported model for pictures.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip classify shapes.onnx photos --top 3",
            "  lmclip classify shapes.onnx photos --resume found.jsonl",
            "  lmclip classify image.onnx photos --text text.onnx --labels dog,cat",
            "  find photos -name '*.jpg' | lmclip classify shapes.onnx - --threshold 0.2 --out found.csv"
        },
        exitCodeList = {
            "0:done; pictures that cannot be read are named on the error stream",
            "1:a fault of this program",
            "2:wrong words, model or folder"
        })
public final class ClassifyCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ClassifyCommand.class);

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A classifier that lmclip export has written, or an image encoder.")
    private Path model;

    @Parameters(
            index = "1..*",
            paramLabel = "DIR|FILE|-",
            description = "Pictures, folders of them, or - for names of files on the standard input.",
            arity = "1..*")
    private List<Path> places;

    @Option(
            names = "--top",
            description = "How many of the best to name (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int top;

    @Option(names = "--threshold", description = "Name labels of at least this score only.", paramLabel = "SCORE")
    private Optional<Double> threshold = Optional.empty();

    @Option(
            names = "--score",
            description = "cosine, logit, softmax or sigmoid:SCALE:BIAS (default: ${DEFAULT-VALUE}).",
            defaultValue = "softmax")
    private String score;

    @Option(
            names = "--out",
            description =
                    "Write lines to this file, as CSV or, if it ends in .jsonl, as JSON (default: CSV on the console).",
            paramLabel = "FILE")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            description = "As --out, but keep what the file has and leave out the pictures in it.",
            paramLabel = "FILE")
    private Optional<Path> resume = Optional.empty();

    @Option(
            names = "--device",
            description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE}).",
            defaultValue = "auto",
            converter = DeviceName.class)
    private Device device;

    @Option(
            names = "--batch",
            description = "Pictures of one run (default: ${DEFAULT-VALUE}); a CUDA device wants 32 or more.",
            defaultValue = "1")
    private int batch;

    @Option(
            names = "--text",
            description = "The text encoder of the same model, for --labels of one's own.",
            paramLabel = "FILE")
    private Optional<Path> text = Optional.empty();

    @Option(names = "--labels", split = ",", description = "What to tell apart, separated by commas; needs --text.")
    private List<String> labels = List.of();

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (text.isPresent() == labels.isEmpty()) {
            throw new IllegalArgumentException("say --text and --labels together, or neither");
        }
        if (Stream.of(out.isPresent(), resume.isPresent(), json.isWanted())
                        .filter(said -> said)
                        .count()
                > 1) {
            throw new IllegalArgumentException("say one of --out, --resume and --json");
        }
        if (top < 1) {
            throw new IllegalArgumentException("--top must be >= 1, got %d".formatted(top));
        }
        Score kind = ScoreOption.parse(score);
        // many pictures at once, each by one thread, are faster than one after the other by all
        ServingOptions options =
                ServingOptions.defaults().withDevice(device).withIntraThreads(1).withBatch(batch);
        List<Path> pictures = PictureFiles.named(places);
        try (LmClipClassifier classifier = open(options)) {
            tell(classifier.device());
            FinishedPictures finished = resume.map(FinishedPictures::keep).orElse(FinishedPictures.NONE);
            try (ResultLines lines = resume.map(ResultLines::after).orElseGet(() -> ResultLines.to(out, json))) {
                new ClassifyScan(classifier, kind, top, threshold).run(finished.without(pictures), lines);
            }
        }
        return 0;
    }

    /** Says why it is this device only to whoever asked; most machines have no CUDA. */
    private void tell(DeviceChoice choice) {
        boolean asked = !device.equals(Device.AUTO) || LOG.isInfoEnabled();
        System.err.println("computed on " + (asked ? choice : choice.device()));
    }

    private LmClipClassifier open(ServingOptions options) {
        return text.map(words -> LmClipClassifier.open(model, words, labels, options))
                .orElseGet(() -> LmClipClassifier.open(model, options));
    }
}
