package io.github.lmclip.examples.cli.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.data.inspect.CheckReport;
import io.github.lmclip.data.inspect.Fault;
import io.github.lmclip.data.inspect.Finding;
import java.util.Locale;

/** What a check of a dataset found, as JSON. */
final class CheckReportJson {

    private CheckReportJson() {}

    /** Returns {@code {"pictures", "bytes", "clean", "counts": {fault: count}, "findings": [{"fault", "message"}]}}. */
    static JsonObject of(CheckReport report) {
        JsonObject counts = new JsonObject();
        for (Fault fault : Fault.values()) {
            counts.addProperty(word(fault), report.count(fault));
        }
        JsonArray findings = new JsonArray();
        for (Finding finding : report.findings()) {
            JsonObject row = new JsonObject();
            row.addProperty("fault", word(finding.fault()));
            row.addProperty("message", finding.message());
            findings.add(row);
        }
        JsonObject result = new JsonObject();
        result.addProperty("pictures", report.pictures());
        result.addProperty("bytes", report.bytes());
        result.addProperty("clean", report.isClean());
        result.add("counts", counts);
        result.add("findings", findings);
        return result;
    }

    private static String word(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
