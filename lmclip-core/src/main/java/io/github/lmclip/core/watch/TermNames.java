package io.github.lmclip.core.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Short names of an objective's terms: {@code 0.2 * BalancedAsymmetricLoss[gammaPos=0.0, ...]} is {@code
 * BalancedAsymmetricLoss}; a second term of the same class has a 2 behind it.
 */
public final class TermNames {

    private static final Pattern CLASS = Pattern.compile("^(?:[-+.\\deE]+ \\* )*\\(?([A-Za-z_]\\w*)\\[");

    private TermNames() {}

    /** Returns the terms' values by their short names, in their order. */
    public static Map<String, Double> shorten(Map<String, Double> terms) {
        Map<String, Double> named = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        terms.forEach((print, value) -> {
            String name = name(print);
            names.add(name);
            long same = names.stream().filter(name::equals).count();
            named.put(same == 1 ? name : name + " " + same, value);
        });
        return named;
    }

    private static String name(String print) {
        Matcher matcher = CLASS.matcher(print);
        return matcher.find() ? matcher.group(1) : "function";
    }
}
