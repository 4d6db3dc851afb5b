package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.train.Freezing;
import io.github.lmclip.core.train.RateFactors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is frozen stays bit for bit, has no moments, and all else moves. */
class FreezingTest {

    private static final Freezing NONE = Freezing.defaults();
    private static final String STATISTIC = ".*running_\\w+";

    @TempDir
    private Path folder;

    private TrainedRun still;
    private TrainedRun stillResNet;

    @BeforeEach
    void keepTheBeginning() {
        RateFactors nothing = new RateFactors(0, 0, 0, 1);
        still = TrainedRun.of(folder.resolve("still"), 8, options -> options.withRateFactors(nothing));
        stillResNet = TrainedRun.ofResNet(folder.resolve("still ResNet"), options -> options.withRateFactors(nothing)
                .withFreezing(NONE.withBatchNormStatistics(true)));
    }

    private void requireFrozen(String names, UnaryOperator<Freezing> change) throws IOException {
        TrainedRun run = TrainedRun.of(folder.resolve("run"), 8, options -> options.withFreezing(change.apply(NONE)));
        requireFrozen(names, still, run);
    }

    private void requireFrozenInResNet(String names, UnaryOperator<Freezing> change) throws IOException {
        TrainedRun run =
                TrainedRun.ofResNet(folder.resolve("run"), options -> options.withFreezing(change.apply(NONE)));
        requireFrozen(names, stillResNet, run);
    }

    private static void requireFrozen(String names, TrainedRun still, TrainedRun run) throws IOException {
        Pattern frozen = Pattern.compile(names);
        List<String> all = run.names("parameter.");
        for (String name : all) {
            float[] before = still.parameter(name);
            if (frozen.matcher(name).matches()) {
                assertArrayEquals(before, run.parameter(name), name);
            } else {
                assertFalse(Arrays.equals(before, run.parameter(name)), name + " has not moved");
            }
        }
        List<String> trained = all.stream()
                .filter(name -> !frozen.matcher(name).matches() && !name.matches(STATISTIC))
                .toList();
        assertEquals(trained, run.names("mean."));
        assertFalse(trained.size() == all.size(), "nothing is frozen");
    }

    @Test
    void theImageTower() throws IOException {
        requireFrozen("visual\\..*", own -> own.withImageTower(true));
        requireFrozenInResNet("visual\\..*", own -> own.withImageTower(true));
    }

    @Test
    void theTextTower() throws IOException {
        requireFrozen("(?!visual|logit_scale).*", own -> own.withTextTower(true));
    }

    @Test
    void norms() throws IOException {
        requireFrozen(".*ln_\\w+\\.(weight|bias)", own -> own.withNorms(true));
        requireFrozenInResNet(".*(ln_\\w+|bn\\d|downsample\\.1)\\.(weight|bias)", own -> own.withNorms(true));
    }

    @Test
    void statisticsOfBatchNormalisation() throws IOException {
        TrainedRun run = TrainedRun.ofResNet(
                folder.resolve("run"), options -> options.withFreezing(NONE.withBatchNormStatistics(true)));
        TrainedRun free = TrainedRun.ofResNet(folder.resolve("free"), options -> options);
        for (String name : run.names("parameter.")) {
            assertEquals(
                    name.matches(STATISTIC), Arrays.equals(stillResNet.parameter(name), run.parameter(name)), name);
            assertFalse(Arrays.equals(stillResNet.parameter(name), free.parameter(name)), name);
        }
    }

    @Test
    void firstBlocks() throws IOException {
        String below =
                "visual\\.(class_embedding|positional_embedding|conv1\\..*|ln_pre\\..*|transformer\\.resblocks\\.[01]\\..*)";
        requireFrozen(below, own -> own.withImageBlocks(2));
        requireFrozen(
                "(positional_embedding|token_embedding\\..*|transformer\\.resblocks\\.0\\..*)",
                own -> own.withTextBlocks(1));
        requireFrozenInResNet("visual\\.(conv\\d|bn\\d|layer[12])\\..*", own -> own.withImageBlocks(2));
    }

    @Test
    void notEverything() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> requireFrozen("", own -> own.withImageTower(true).withTextTower(true)))
                .getMessage();
        assertEquals(
                "freezing leaves nothing to train but the logit scale: Freezing[imageTower=true, textTower=true, "
                        + "norms=false, batchNormStatistics=false, imageBlocks=0, textBlocks=0]",
                message);
    }

    @Test
    void notMoreBlocksThanThereAre() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> requireFrozen("", own -> own.withTextBlocks(4)))
                .getMessage();
        assertEquals("freezing.textBlocks must be at most the 3 of TINY, got 4", message);
    }
}
