package io.github.lmclip.core.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.Assessment;
import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.watch.RunRecord;
import io.github.lmclip.core.watch.WholeFile;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.split.StratifiedSplit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A run to look at: one HTML file with everything inside, which opens from disk and asks no network.
 *
 * <pre>{@code
 * RunReport.of(Path.of("runs/quickstart"), ReportOptions.defaults()).write(Path.of("report.html"));
 * }</pre>
 */
public final class RunReport {

    private final ReportData data;

    RunReport(ReportData data) {
        this.data = data;
    }

    /**
     * Measures a run's model, or reads what was measured before from the run's folder {@code report}.
     *
     * @param run a folder that a run of a {@link Configuration} has written
     * @throws io.github.lmclip.core.config.ConfigurationException if it keeps no configuration
     * @throws IllegalArgumentException if the run has no such model, or there is no class of a wanted name
     */
    public static RunReport of(Path run, ReportOptions options) {
        return of(run, options, UnaryOperator.identity());
    }

    /**
     * Measures as {@link #of(Path, ReportOptions)} does.
     *
     * @param more what to say to the builder of the pre-trained model beside its configuration, such as downloads
     */
    public static RunReport of(Path run, ReportOptions options, UnaryOperator<LmClipBuilder> more) {
        RunResults results = new RunResults(run, options.images(), options.fresh(), more);
        PrecisionRecallSection.requireKnown(options.classes(), results.test().classNames());
        // first, since it makes the predictions too
        Optional<EmbeddingMap> map = options.map().map(tsne -> results.map(options.checkpoint(), tsne));
        Predictions test = results.test(options.checkpoint());
        Optional<Predictions> fit =
                options.fit() ? Optional.of(results.training(options.checkpoint())) : Optional.empty();
        Optional<Measured> zeroShot = options.zeroShot()
                ? Optional.of(Measured.of(results.zeroShot(), Optional.empty(), options.score(), options.bootstrap()))
                : Optional.empty();
        Configuration configuration = results.configuration();
        RunMetrics metrics = RunMetrics.read(run);
        return new RunReport(new ReportData(
                run.toAbsolutePath().normalize().getFileName().toString(),
                configuration.values(),
                facts(run),
                metrics,
                "that of " + options.checkpoint().choice(run),
                Measured.of(test, fit, options.score(), options.bootstrap()),
                zeroShot,
                zeroShot.map(
                        zero -> PairedComparison.of(zero.predictions(), test, options.score(), options.bootstrap())),
                map,
                TrainingFacts.of(
                        trainedOn(results.training(), configuration.training()),
                        configuration.training(),
                        metrics.epochs().size()),
                results.test().samples().stream().map(Sample::picture).toList(),
                options));
    }

    private static LongTailDataset trainedOn(LongTailDataset training, TrainingOptions options) {
        return options.holdout().isPresent()
                ? new StratifiedSplit(options.holdout().getAsDouble(), options.seed())
                        .of(training)
                        .train()
                : training;
    }

    private static JsonObject facts(Path run) {
        Path file = run.resolve(RunRecord.NAME);
        if (!Files.exists(file)) {
            return new JsonObject();
        }
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new LmClipException("%s is damaged: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Returns which model this is about and how it was chosen, in words. */
    public String origin() {
        return data.origin();
    }

    /** Returns what the model came to on the test split. */
    public Assessment assessment() {
        return data.model().assessment();
    }

    /** Returns what the pre-trained model came to, where it was wanted. */
    public Optional<Assessment> zeroShot() {
        return data.zeroShot().map(Measured::assessment);
    }

    /** Returns how the model differs from the pre-trained one, where that was wanted. */
    public Optional<PairedComparison> gain() {
        return data.gain();
    }

    /** Returns the page. */
    public String html() {
        Html lead = new Html()
                .element(
                        "p",
                        "%s on %s: %d classes, %d test pictures."
                                .formatted(
                                        data.configuration().getOrDefault("network.backbone", "a network"),
                                        data.configuration().getOrDefault("data.source", "own pictures"),
                                        data.classNames().size(),
                                        data.predictions().size()),
                        "class",
                        "lead");
        return new Page("Run " + data.name(), lead, sections()).html();
    }

    List<Section> sections() {
        return List.of(
                HeadlineSection.of(data),
                CurvesSection.of(data),
                ClassesSection.of(data),
                GainSection.of(data),
                PrecisionRecallSection.of(data),
                ConfusionSection.of(data),
                ReliabilitySection.of(data),
                MapSection.of(data),
                GallerySection.of(data),
                SamplerSection.of(data),
                FactsSections.configuration(data),
                FactsSections.environment(data));
    }

    /**
     * Writes the page, beside and moved into place.
     *
     * @throws UncheckedIOException if that fails
     */
    public void write(Path file) {
        WholeFile.write(file, html());
    }
}
