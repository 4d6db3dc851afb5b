package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.examples.cli.evaluate.PredictionSheet;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.output.ResultFile;
import io.github.lmclip.examples.cli.output.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip quickstart}: fine-tunes the small backbone on drawn pictures and shows what that gains. */
@Command(
        name = "quickstart",
        description = "Fine-tune the built-in small CLIP on the built-in long-tailed pictures; compare with zero-shot.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip quickstart",
            "  lmclip quickstart --seed 7 --json result.json",
            "  lmclip quickstart --seeds 5     the recipe beside two other losses, as lmclip ablate has it"
        })
final class QuickstartCommand implements Callable<Integer> {

    @Option(names = "--seed", description = "Seed of draws and flips (default: ${DEFAULT-VALUE}).", defaultValue = "0")
    private long seed;

    @Option(
            names = "--seeds",
            description = "The same as: lmclip ablate --losses contrastive,cross-entropy --seeds N.",
            paramLabel = "N")
    private Optional<Integer> seeds = Optional.empty();

    @Mixin
    private JsonOption json;

    @Option(
            names = "--out",
            description = "The run's folder (default: ${DEFAULT-VALUE}).",
            defaultValue = "runs/quickstart")
    private Path out;

    @Option(names = "--epochs", description = "Epochs (default: the preset's).")
    private Optional<Integer> epochs = Optional.empty();

    @Override
    public Integer call() {
        if (seeds.isPresent()) {
            if (json.isWanted()) {
                throw new IllegalArgumentException("for --json of several seeds say: lmclip ablate"
                        + " --losses contrastive,cross-entropy --seeds " + seeds.get() + " --json");
            }
            return Launcher.execute(
                    "ablate",
                    "--losses",
                    "contrastive,cross-entropy",
                    "--seeds",
                    seeds.get().toString());
        }
        single(new Quickstart(epochs));
        return 0;
    }

    private void single(Quickstart quickstart) {
        if (Files.isDirectory(out.resolve("state"))) {
            System.err.printf("%s holds an earlier run, which is replaced; --out DIR takes another folder.%n", out);
        }
        long start = System.nanoTime();
        Evaluation before = quickstart.zeroShot();
        System.out.println("Zero-shot, by class group (mAP in %):");
        System.out.println(Tables.groups(List.of("zero-shot"), List.of(before)));
        Evaluation after;
        try (LmClip model = quickstart.train(seed, out)) {
            after = model.evaluate();
            PredictionSheet.write(model, quickstart.testPictures(), out.resolve("predictions.png"));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println("Fine-tuned with LM-CLIP's recipe:");
        System.out.println(Tables.groups(List.of("zero-shot", "fine-tuned"), List.of(before, after)));
        json.write(() -> ResultFile.of(seed, seconds, before, after));
        System.out.printf("%s holds the checkpoints, metrics.csv and predictions.png; %.0f s in all.%n", out, seconds);
        System.out.printf(
                "Next: lmclip report %s makes a page of it, lmclip ablate tells what each part of the recipe is worth; the README"
                        + " shows your own data and loss.%n",
                out);
    }
}
