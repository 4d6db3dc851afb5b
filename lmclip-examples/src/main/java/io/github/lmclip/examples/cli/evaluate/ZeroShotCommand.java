package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.Score;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.examples.cli.classify.ResultLines;
import io.github.lmclip.examples.cli.options.DownloadOptions;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.options.PictureFiles;
import io.github.lmclip.examples.cli.options.ScoreOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip zero-shot}: ranks labels for each picture of a folder, or the folder's pictures for a text. */
@Command(
        name = "zero-shot",
        description = "Rank labels for every picture, or pictures for a text, without training.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip zero-shot --labels dog,cat --top 1 --backbone ViT-B/16 photos",
            "  lmclip zero-shot --labels dog,cat --prompts imagenet --out found.csv photos",
            "  lmclip zero-shot --search \"two dogs on a beach\" --top 5 photos"
        },
        exitCodeList = {
            "0:done; pictures that cannot be read are named on the error stream",
            "1:a fault of this program",
            "2:wrong words, model or folder"
        })
public final class ZeroShotCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Pictures, or folders of them.", arity = "1..*")
    private List<Path> places;

    @Option(names = "--labels", split = ",", description = "What to tell apart, separated by commas.")
    private List<String> labels = List.of();

    @Option(names = "--search", description = "Rank the pictures by how well they fit this text instead.")
    private Optional<String> search = Optional.empty();

    @Option(
            names = "--top",
            description = "How many of the best to name (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int top;

    @Option(names = "--backbone", description = "The network (default: ${DEFAULT-VALUE}).", defaultValue = "ViT-B/16")
    private String backbone;

    @Mixin
    private DownloadOptions downloads;

    @Option(
            names = "--vocabulary",
            description = "Its vocabulary (default: CLIP's, from the cache or fetched).",
            paramLabel = "FILE")
    private Optional<Path> vocabulary = Optional.empty();

    @Option(
            names = "--prompts",
            description =
                    "lm-clip, imagenet (CLIP's 80 sentences, averaged), or sentences with {} of your own; repeatable.",
            defaultValue = "lm-clip")
    private List<String> prompts;

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

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (labels.isEmpty() == search.isEmpty()) {
            throw new IllegalArgumentException("say either --labels or --search");
        }
        if (out.isPresent() && json.isWanted()) {
            throw new IllegalArgumentException("say either --out or --json");
        }
        if (top < 1) {
            throw new IllegalArgumentException("--top must be >= 1, got %d".formatted(top));
        }
        Score kind = ScoreOption.parse(score);
        List<Path> pictures = PictureFiles.under(places);
        try (LmClip model = builder().zeroShot();
                ResultLines lines = ResultLines.to(out, json)) {
            ZeroShotScan scan = new ZeroShotScan(model, pictures, top);
            int broken = search.isPresent() ? scan.search(search.get(), lines) : scan.classify(kind, lines);
            System.err.printf("%d pictures, %d of them could not be read.%n", pictures.size(), broken);
        }
        return 0;
    }

    private LmClipBuilder builder() {
        LmClipBuilder builder = LmClip.builder()
                .labels(search.map(List::of).orElse(labels))
                .prompts(templates())
                .backbone(Backbone.named(backbone));
        return downloads.apply(vocabulary.map(builder::vocabulary).orElse(builder));
    }

    private PromptTemplates templates() {
        if (prompts.equals(List.of("lm-clip"))) {
            return PromptTemplates.LM_CLIP;
        }
        return prompts.equals(List.of("imagenet")) ? PromptTemplates.IMAGENET : new PromptTemplates(prompts);
    }
}
