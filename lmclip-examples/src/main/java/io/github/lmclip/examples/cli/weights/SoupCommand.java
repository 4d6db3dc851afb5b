package io.github.lmclip.examples.cli.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.GreedySoup;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.ModelSoup;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.split.StratifiedSplit;
import io.github.lmclip.examples.cli.evaluate.ChoiceOptions;
import io.github.lmclip.examples.cli.evaluate.RunData;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.output.ResultFile;
import io.github.lmclip.examples.cli.output.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip soup}: one model out of several. */
@Command(
        name = "soup",
        header = "Average several checkpoints into one model.",
        description = {
            "Average checkpoints that were fine-tuned from the same weights into one model: all of them, or those that a",
            "greedy choice keeps. Its mAP on the test split is printed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip soup runs/seed0/last.safetensors runs/seed1/last.safetensors --save models/mean",
            "  lmclip soup runs/*/last.safetensors --greedy --validation held-out.csv --save models/greedy"
        })
public final class SoupCommand implements Callable<Integer> {

    @Parameters(
            arity = "2..*",
            paramLabel = "MODEL",
            description = "Files of runs, such as last.safetensors, or folders of saved models.")
    private List<Path> models;

    @Option(
            names = "--run",
            description = "The run whose pictures to measure on (default: the folder of the first model).",
            paramLabel = "DIR")
    private Optional<Path> run = Optional.empty();

    @Option(names = "--greedy", description = "Keep only models that make the mean no worse, beginning with the best.")
    private boolean greedy;

    @Option(
            names = "--share",
            description = "Without --holdout or --validation: the share of the training pictures to choose on (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "0.2")
    private double share;

    @Option(names = "--seed", description = "Which ones (default: ${DEFAULT-VALUE}).", defaultValue = "0")
    private long seed;

    @Mixin
    private ChoiceOptions choice;

    @Mixin
    private JsonOption json;

    @Option(names = "--save", description = "Write the model into this folder.", paramLabel = "DIR")
    private Optional<Path> save = Optional.empty();

    @Override
    public Integer call() {
        Path folder = run.orElseGet(() -> models.get(0).toAbsolutePath().getParent());
        Configuration configuration = choice.configuration(folder);
        RunData data = new RunData(configuration);
        try (ModelSoup soup = ModelSoup.open(models)) {
            Optional<GreedySoup> chosen = greedy ? Optional.of(choose(soup, data)) : Optional.empty();
            List<Path> kept = chosen.map(GreedySoup::kept).orElseGet(soup::models);
            try (LmClip model = soup.of(kept)) {
                Evaluation test = model.evaluate(data.test());
                System.out.printf("mAP in %%, test split%n");
                System.out.print(Tables.groups(List.of("soup of " + kept.size()), List.of(test)));
                save.ifPresent(model::save);
                json.write(() -> json(kept, chosen, test));
            }
        }
        return 0;
    }

    private GreedySoup choose(ModelSoup soup, RunData data) {
        LongTailDataset held = choice.heldOut(data).orElseGet(() -> drawn(data.training()));
        GreedySoup chosen = soup.greedy(held, choice.by()::of);
        List<String> titles = new ArrayList<>();
        List<Evaluation> together = new ArrayList<>();
        for (GreedySoup.Trial trial : chosen.trials()) {
            titles.add((trial.kept() ? "+ " : "  ") + trial.model().getFileName());
            together.add(trial.together());
            System.out.printf(
                    "%s %s, mAP %s alone%n",
                    trial.kept() ? "kept" : "left out",
                    trial.model(),
                    trial.alone().meanAveragePrecision());
        }
        System.out.printf("mAP in %% of the mean with each, by %s, %s%n", choice.by(), held.name());
        System.out.print(Tables.groups(titles, together));
        return chosen;
    }

    private LongTailDataset drawn(LongTailDataset training) {
        System.out.println("The choice is made on a part of the training pictures. Models that were trained on them too"
                + " have seen it; --validation names others.");
        return new StratifiedSplit(share, seed).of(training).test();
    }

    private JsonObject json(List<Path> kept, Optional<GreedySoup> chosen, Evaluation test) {
        JsonArray files = new JsonArray();
        kept.forEach(model -> files.add(model.toString()));
        JsonObject result = new JsonObject();
        result.add("models", files);
        chosen.ifPresent(soup -> {
            result.addProperty("chosenBy", choice.by().toString());
            result.add("heldOut", ResultFile.percent(soup.evaluation().meanAveragePrecision()));
        });
        result.add("test", ResultFile.percent(test.meanAveragePrecision()));
        return result;
    }
}
