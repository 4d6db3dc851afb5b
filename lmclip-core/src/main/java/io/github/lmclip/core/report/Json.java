package io.github.lmclip.core.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/** Short JSON: numbers without the digits that no drawing shows. */
final class Json {

    private Json() {}

    /** Returns a number with at most so many decimals, null for NaN. */
    static com.google.gson.JsonElement number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return JsonNull.INSTANCE;
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return new JsonPrimitive(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }

    static JsonArray numbers(int decimals, double... values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            array.add(number(value, decimals));
        }
        return array;
    }

    static JsonArray texts(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    static JsonArray integers(Collection<Integer> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
