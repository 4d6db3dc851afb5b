package io.github.lmclip.core.watch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * {@code run.json}: what a run was given, what it ran on, how long it took and how good it was at best. Every session of a
 * run that was stopped has its entry; the file is whole at any moment.
 */
public final class RunRecord {

    /** The file's name in the run's folder. */
    public static final String NAME = "run.json";

    private static final System.Logger LOG = System.getLogger(RunRecord.class.getName());

    private static final int FORMAT = 1;
    private static final double MILLIS = 1e3;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path file;
    private final RunFacts facts;
    private final SteadyClock clock = new SteadyClock();
    private final String begun = time();
    private final List<RunSession> earlier;

    /**
     * Seconds of a session so far.
     *
     * @param states spent on writing the states that the run can go on from
     * @param models spent on writing the models of the last and the best epochs
     */
    public record Saving(double states, double models) {}

    /**
     * Begins a session.
     *
     * @param folder the run's
     * @param facts what the run was given
     * @param goesOn whether the sessions that the folder knows of belong to this run
     */
    public RunRecord(Path folder, RunFacts facts, boolean goesOn) {
        file = folder.resolve(NAME);
        this.facts = facts;
        earlier = goesOn && Files.exists(file) ? sessions() : List.of();
    }

    /** Returns the values by key of the run that a folder keeps; none where there is no such run, or its file is damaged. */
    public static Map<String, String> configuration(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            Kept kept = GSON.fromJson(Files.readString(file), Kept.class);
            return kept == null || kept.configuration() == null ? Map.of() : kept.configuration();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JsonParseException e) {
            LOG.log(Level.DEBUG, file + " is no JSON", e);
            return Map.of();
        }
    }

    private record Kept(Map<String, String> configuration) {}

    private List<RunSession> sessions() {
        try {
            RunSession.Listed found = GSON.fromJson(Files.readString(file), RunSession.Listed.class);
            if (found != null && found.isWhole()) {
                return found.sessions().stream().map(RunSession::seenLater).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (JsonParseException e) {
            LOG.log(Level.DEBUG, file + " is no JSON", e);
        }
        LOG.log(Level.WARNING, "{0} is damaged; what it said of earlier sessions is lost", file);
        return List.of();
    }

    /**
     * Writes the file anew.
     *
     * @param status of the run
     * @param cause why it failed, where it did
     * @param saving what this session has spent on saving so far
     * @param best the best scores so far, by what they measure
     * @throws UncheckedIOException if it cannot be written; the file is as it was
     */
    public void write(RunStatus status, Optional<Throwable> cause, Saving saving, JsonObject best) {
        List<RunSession> sessions = new ArrayList<>(earlier);
        sessions.add(new RunSession(
                begun,
                time(),
                status,
                cause.map(Throwable::toString).orElse(null),
                rounded(clock.passed()),
                rounded(saving.states()),
                rounded(saving.models())));
        JsonObject run = new JsonObject();
        run.addProperty("format", FORMAT);
        run.add("status", GSON.toJsonTree(status));
        run.add("configuration", GSON.toJsonTree(facts.configuration()));
        run.addProperty("seed", facts.seed());
        run.add("data", data());
        run.add("versions", Machine.versions(facts.engine()));
        run.add("machine", Machine.facts(facts.device()));
        run.add("memory", Machine.memory());
        run.add("times", times(sessions));
        run.add("best", best);
        run.add("sessions", GSON.toJsonTree(sessions));
        WholeFile.write(file, GSON.toJson(run) + "\n");
    }

    private JsonObject data() {
        JsonObject data = new JsonObject();
        data.add("train", GSON.toJsonTree(facts.train()));
        data.add("test", GSON.toJsonTree(facts.test()));
        JsonObject selection = GSON.toJsonTree(facts.selection()).getAsJsonObject();
        selection.addProperty("split", facts.selectedOn().word());
        data.add("selection", selection);
        data.addProperty("captionsSha256", facts.captionsSha256());
        return data;
    }

    private static JsonObject times(List<RunSession> sessions) {
        double seconds = sum(sessions, RunSession::seconds);
        double states = sum(sessions, RunSession::stateSeconds);
        JsonObject times = new JsonObject();
        times.addProperty("begun", sessions.get(0).begun());
        times.addProperty("updated", sessions.get(sessions.size() - 1).updated());
        times.addProperty("seconds", seconds);
        times.addProperty("stateSeconds", states);
        times.addProperty("modelSeconds", sum(sessions, RunSession::modelSeconds));
        times.addProperty("stateShare", seconds > 0 ? rounded(states / seconds) : 0);
        return times;
    }

    private static double sum(List<RunSession> sessions, ToDoubleFunction<RunSession> part) {
        return rounded(sessions.stream().mapToDouble(part).sum());
    }

    private String time() {
        return Instant.ofEpochMilli(Math.round(MILLIS * clock.seconds()))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static double rounded(double value) {
        return Math.round(MILLIS * value) / MILLIS;
    }
}
