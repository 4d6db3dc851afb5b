package io.github.lmclip.core.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** What a run was given, what it ran on, how long it took. */
final class FactsSections {

    private static final double GIGABYTE = 1e9;

    private FactsSections() {}

    static Section configuration(ReportData data) {
        Table.Builder table = new Table.Builder("Configuration", "key", "value");
        data.configuration().forEach((key, value) -> table.row(key, value));
        return new Section(
                "configuration", "Configuration", new Html().add(table.build().html()));
    }

    static Section environment(ReportData data) {
        JsonObject facts = data.facts();
        Html body = new Html();
        if (facts.size() == 0) {
            body.paragraph("The run's folder has no run.json, which says what it ran on.");
            return new Section("environment", "Time, memory, environment", body);
        }
        body.add(times(facts).html());
        Table.Builder table = new Table.Builder("Machine, versions and data", "what", "value");
        for (String part : new String[] {"machine", "versions", "data"}) {
            addRows(table, part, facts.get(part));
        }
        body.add(table.build().html());
        return new Section("environment", "Time, memory, environment", body);
    }

    private static Table times(JsonObject facts) {
        Table.Builder table = new Table.Builder("Time and memory", "what", "value");
        table.row("status", text(facts.get("status")));
        JsonObject times = object(facts, "times");
        if (times.has("seconds")) {
            table.row("begun", text(times.get("begun")));
            table.row("last update", text(times.get("updated")));
            table.row("time in all", Words.duration(times.get("seconds").getAsDouble()));
            table.row(
                    "of it saving the state",
                    Words.duration(times.get("stateSeconds").getAsDouble()));
            table.row(
                    "of it saving models",
                    Words.duration(times.get("modelSeconds").getAsDouble()));
        }
        table.row(
                "sessions",
                String.valueOf(
                        facts.has("sessions") ? facts.getAsJsonArray("sessions").size() : 1));
        JsonObject memory = object(facts, "memory");
        if (memory.has("peakResidentBytes")) {
            table.row("most resident memory", gigabytes(memory.get("peakResidentBytes")));
        }
        JsonObject machine = object(facts, "machine");
        if (machine.has("memoryBytes")) {
            table.row("memory of the machine", gigabytes(machine.get("memoryBytes")));
            table.row("largest heap of Java", gigabytes(machine.get("heapBytes")));
        }
        return table.build();
    }

    private static JsonObject object(JsonObject facts, String name) {
        return facts.has(name) ? facts.getAsJsonObject(name) : new JsonObject();
    }

    private static String gigabytes(JsonElement bytes) {
        return Words.number(bytes.getAsDouble() / GIGABYTE, 2) + " GB";
    }

    private static void addRows(Table.Builder table, String path, JsonElement value) {
        if (value == null) {
            return;
        }
        if (!value.isJsonObject()) {
            table.row(path, text(value));
            return;
        }
        for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
            addRows(table, path + "." + entry.getKey(), entry.getValue());
        }
    }

    private static String text(JsonElement value) {
        return value == null ? "-" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
