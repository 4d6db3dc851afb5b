package io.github.lmclip.examples.cli.evaluate;

import com.google.gson.JsonObject;
import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.eval.Tsne;
import io.github.lmclip.core.report.ReportOptions;
import io.github.lmclip.core.report.RunReport;
import io.github.lmclip.examples.cli.options.CheckpointName;
import io.github.lmclip.examples.cli.options.DownloadOptions;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip report}: a run as one page to look at. */
@Command(
        name = "report",
        header = "Write a run as one HTML page.",
        description = {
            "Write a run as one HTML file that opens from disk: its headline numbers beside zero-shot and the published",
            "ones, curves, AP by class, the gain by frequency, precision and recall, confusions, reliability, an embedding",
            "map, a gallery, the sampler, configuration, time and memory. What was measured is kept in RUN/report."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip report runs/quickstart",
            "  lmclip report runs/voc_mlt_rn50 --checkpoint last --out voc.html --images /data/voc",
            "  lmclip report runs/quickstart --no-zero-shot --no-map --classes star,ring"
        })
public final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "A run's folder, which keeps its configuration as run.conf.")
    private Path run;

    @Option(names = "--out", description = "The page (default: RUN/report.html).", paramLabel = "FILE")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--checkpoint",
            description = "best_total, best_tail or last (default: ${DEFAULT-VALUE}).",
            paramLabel = "NAME",
            defaultValue = "best_total",
            converter = CheckpointName.class)
    private RunCheckpoint checkpoint;

    @Option(
            names = "--score",
            description = "What AP ranks pictures by: softmax, as published, or raw (default: ${DEFAULT-VALUE}).",
            paramLabel = "softmax|raw",
            defaultValue = "softmax")
    private ScoreKind score;

    @Option(names = "--no-zero-shot", description = "Leave the pre-trained model out; its weights are not needed then.")
    private boolean noZeroShot;

    @Option(names = "--no-fit", description = "Leave out what needs the training pictures: decisions, probabilities.")
    private boolean noFit;

    @Option(names = "--no-map", description = "Leave the embedding map out.")
    private boolean noMap;

    @Option(names = "--map-seed", description = "Of the map (default: ${DEFAULT-VALUE}).", defaultValue = "0")
    private long mapSeed;

    @Option(
            names = "--gallery",
            description = "Pictures in each row of the gallery (default: ${DEFAULT-VALUE}).",
            paramLabel = "N",
            defaultValue = "12")
    private int gallery;

    @Option(
            names = "--classes",
            split = ",",
            description = "Whose precision and recall is drawn at first (default: two of each group).",
            paramLabel = "NAME")
    private List<String> classes = List.of();

    @Option(
            names = "--images",
            description = "The folder of the run's images (default: as it was).",
            paramLabel = "DIR")
    private Optional<Path> images = Optional.empty();

    @Option(names = "--fresh", description = "Measure again what RUN/report holds already.")
    private boolean fresh;

    @Mixin
    private IntervalOptions intervals;

    @Mixin
    private DownloadOptions downloads;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Bootstrap bootstrap = intervals.bootstrap();
        ReportOptions options = new ReportOptions(
                checkpoint,
                score,
                bootstrap,
                !noZeroShot,
                !noFit,
                noMap ? Optional.empty() : Optional.of(Tsne.defaults().withSeed(mapSeed)),
                gallery,
                classes,
                images,
                fresh);
        RunReport report = RunReport.of(run, options, downloads::apply);
        Path page = out.orElseGet(() -> run.resolve("report.html"));
        report.write(page);
        json.write(() -> json(report, page, bootstrap));
        System.out.println(page);
        return 0;
    }

    private JsonObject json(RunReport report, Path page, Bootstrap bootstrap) {
        JsonObject result = new JsonObject();
        result.addProperty("page", page.toString());
        Provenance origin = new Provenance(checkpoint.in(run).toString(), checkpoint.choice(run));
        result.add("model", AssessmentJson.of(report.assessment(), Optional.empty(), origin, bootstrap));
        report.zeroShot()
                .ifPresent(zero -> result.add(
                        "zeroShot",
                        AssessmentJson.of(
                                zero, Optional.empty(), new Provenance("zero-shot", "nothing was chosen"), bootstrap)));
        return result;
    }
}
