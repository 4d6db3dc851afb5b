package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.config.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    private static final int WRONG_INPUT = 2;
    private static final int STOPPED = 130;
    private static final int ASKED_TO_END = 143;
    private static final int EPOCHS = 30;
    private static final long LONGEST_SECONDS = 120;

    @TempDir
    private Path folder;

    /** A few pictures of the drawn set as files, so that a run takes seconds. */
    private List<String> command(Path run, int epochs) throws IOException {
        List<String> words = new ArrayList<>(List.of("train", "--run", run.toString()));
        words.addAll(FewShapes.settings(FewShapes.write(folder.resolve("data")), "training.epochs=" + epochs));
        return words;
    }

    private static int run(List<String> words, String... more) {
        return Launcher.execute(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void writesARunThatTheSameCommandFindsFinished() throws IOException {
        Path run = folder.resolve("run");
        Path json = folder.resolve("result.json");
        List<String> words = command(run, 2);
        assertEquals(0, run(words, "--json", json.toString()));
        String metrics = Files.readString(run.resolve("metrics.csv"));
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(4, result.getAsJsonArray("epochs").size());
        assertEquals(2, Configuration.ofRun(run).training().epochs());
        Outcome again = Outcome.of(words.toArray(String[]::new));
        assertEquals(0, again.status());
        assertTrue(again.err().contains(run + " was finished already, nothing is trained"), again.err());
        assertEquals(metrics, Files.readString(run.resolve("metrics.csv")));
    }

    @Test
    void saysWhatItTrainsOnAndWhatItSkips() throws IOException {
        Path data = FewShapes.write(folder.resolve("data"));
        Files.writeString(data.resolve("train0.png"), "no picture");
        List<String> words =
                new ArrayList<>(List.of("train", "--run", folder.resolve("run").toString()));
        words.addAll(
                FewShapes.settings(data, "training.epochs=1", "training.badImages=skip", "training.samplingPower=0"));
        Outcome outcome = Outcome.of(words.toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.err());
        String pictures = "run: 24 pictures of 20 classes to train on; 24 to evaluate on, the test split.";
        assertTrue(outcome.err().contains(pictures), outcome.err());
        assertTrue(outcome.err().contains("Warning: "), outcome.err());
        assertTrue(outcome.err().contains(": no picture shows class "), outcome.err());
        assertTrue(outcome.err().contains("cannot be decoded, over all epochs: 1."), outcome.err());
    }

    @Test
    void saysOfWhichShareItIsEvaluated() throws IOException {
        Path data = FewShapes.write(folder.resolve("data"));
        List<String> words =
                new ArrayList<>(List.of("train", "--run", folder.resolve("run").toString()));
        words.addAll(FewShapes.settings(data, "training.epochs=1", "data.source=" + data.resolve("train.csv")));
        Outcome outcome = Outcome.of(words.toArray(String[]::new));
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(
                outcome.err().contains(" to evaluate on, a share of 0.2 split off (data.testShare)."), outcome.err());
    }

    @Test
    void saysWhyARunsFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Outcome outcome = Outcome.of(command(file, 1).toArray(String[]::new));
        assertEquals(WRONG_INPUT, outcome.status());
        assertTrue(
                outcome.err().endsWith("cannot write into the run's folder %s: it is a file%n".formatted(file)),
                outcome.err());
    }

    @Test
    void holdsOutAShareToChooseTheEpochBy() throws IOException {
        Path run = folder.resolve("run");
        Path json = folder.resolve("result.json");
        assertEquals(0, run(command(run, 1), "--holdout", "0.25", "--json", json.toString()));
        assertEquals(0.25, Configuration.ofRun(run).training().holdout().getAsDouble());
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals("held-out", result.get("split").getAsString());
        assertEquals(WRONG_INPUT, run(command(run, 1), "--holdout", "2"));
    }

    @Test
    void refusesToGoOnWithAnotherConfigurationUnlessTold() throws IOException {
        Path run = folder.resolve("run");
        List<String> words = command(run, 1);
        assertEquals(0, run(words));
        Outcome refused = Outcome.of(Stream.concat(words.stream(), Stream.of("--set", "loss.gammaNeg=8"))
                .toArray(String[]::new));
        assertEquals(WRONG_INPUT, refused.status());
        String said = "%s was begun with another configuration:%n  loss.gammaNeg: 9.8 -> 8.0%n--accept-changes "
                .formatted(run);
        assertTrue(refused.err().contains(said), refused.err());
        assertTrue(refused.err().contains("--restart begins anew"), refused.err());
        assertEquals(9.8, Configuration.ofRun(run).loss().gammaNeg());
        assertEquals(0, run(words, "--set", "loss.gammaNeg=8", "--accept-changes"));
        assertEquals(0, run(words, "--set", "loss.gammaNeg=7", "--restart"));
        assertEquals(7, Configuration.ofRun(run).loss().gammaNeg());
    }

    @Test
    void refusesAFolderOfPicturesWhereTheSourceDrawsThem() {
        Outcome outcome =
                Outcome.of("train", "--config", "quickstart", "--images", folder.toString(), "--run", folder + "/run");
        assertEquals(WRONG_INPUT, outcome.status());
        assertTrue(outcome.err().contains("data.source is shapes-mlt, which draws its pictures"), outcome.err());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void saysHowToGiveTheFolderOfMissingPictures() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), "a.png,red\nb.png,blue\nc.png,red\nd.png,blue\n");
        Outcome outcome = Outcome.of("train", "--set", "data.source=" + list, "--run", folder + "/run");
        assertEquals(WRONG_INPUT, outcome.status());
        assertTrue(outcome.err().contains("The folder is --images of a command, data.images of"), outcome.err());
    }

    @Test
    void refusesUnknownKeys() {
        assertEquals(WRONG_INPUT, Launcher.execute("train", "--set", "loss.gamaNeg=8"));
        assertEquals(WRONG_INPUT, Launcher.execute("train", "--config", "nowhere.conf"));
    }

    @Test
    void showsEveryKey() {
        assertEquals(0, Launcher.execute("train", "--config", "coco_mlt_vitl14", "--show"));
    }

    @Test
    void ctrlCSavesAndExitsWith130AndTheSameCommandGoesOn() throws IOException, InterruptedException {
        requireStop("-INT", STOPPED);
    }

    @Test
    void aRequestToEndDoesTheSameWithItsOwnStatus() throws IOException, InterruptedException {
        requireStop("-TERM", ASKED_TO_END);
    }

    private void requireStop(String signal, int status) throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        List<String> words = command(run, EPOCHS);
        Process process = start(words);
        Path metrics = run.resolve("metrics.csv");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < end
                && (!Files.exists(metrics) || Files.readAllLines(metrics).size() < 2)) {
            Thread.sleep(50);
        }
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, process.exitValue(), said);
        assertTrue(said.contains("Stopped; its state is in " + run + ". The same command goes on."), said);
        assertTrue(Files.readString(run.resolve("run.json")).contains("\"status\": \"stopped\""));
        int before = Files.readAllLines(metrics).size();
        assertTrue(before < 2 * EPOCHS, "the run was over before the signal");
        assertEquals(0, run(words));
        List<String> epochs = Files.readAllLines(metrics).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .distinct()
                .toList();
        assertEquals(EPOCHS, epochs.size());
    }

    private static Process start(List<String> words) throws IOException {
        return LauncherProcess.of(words).start();
    }
}
