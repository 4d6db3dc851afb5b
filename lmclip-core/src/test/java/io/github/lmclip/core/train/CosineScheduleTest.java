package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.GoldenSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CosineScheduleTest {

    private static final double RELATIVE = 1e-6;

    @ParameterizedTest
    @EnumSource
    void fallsAsPyTorchsDoes(GoldenSource source) {
        JsonObject schedules = source.open("optim").index().getAsJsonObject("cosine_T50");
        assertTrue(!schedules.entrySet().isEmpty());
        schedules.entrySet().forEach(schedule -> {
            double start = Double.parseDouble(schedule.getKey());
            List<JsonElement> rates = schedule.getValue().getAsJsonArray().asList();
            for (int epoch = 0; epoch < rates.size(); epoch++) {
                double expected = rates.get(epoch).getAsDouble();
                assertEquals(expected, CosineSchedule.rate(start, epoch, 50), RELATIVE * start);
            }
        });
    }
}
