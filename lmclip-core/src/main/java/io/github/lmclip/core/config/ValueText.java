package io.github.lmclip.core.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values as text, and back: numbers, words, enums in lower case with hyphens, {@code none} for what is absent. */
final class ValueText {

    static final String NONE = "none";

    /** A type's text form. */
    private record Kind(String name, Function<String, Object> parser) {}

    private static final Map<Type, Kind> KINDS = Map.ofEntries(
            Map.entry(int.class, new Kind("an integer", Integer::parseInt)),
            Map.entry(Integer.class, new Kind("an integer", Integer::parseInt)),
            Map.entry(long.class, new Kind("an integer", Long::parseLong)),
            Map.entry(Long.class, new Kind("an integer", Long::parseLong)),
            Map.entry(double.class, new Kind("a number", Double::parseDouble)),
            Map.entry(Double.class, new Kind("a number", Double::parseDouble)),
            Map.entry(float.class, new Kind("a number", Float::parseFloat)),
            Map.entry(boolean.class, new Kind("true or false", ValueText::truth)),
            Map.entry(Boolean.class, new Kind("true or false", ValueText::truth)),
            Map.entry(String.class, new Kind("a text", text -> text)),
            Map.entry(
                    OptionalInt.class,
                    new Kind(
                            "an integer or none",
                            text -> isNone(text) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text)))),
            Map.entry(
                    OptionalLong.class,
                    new Kind(
                            "an integer or none",
                            text -> isNone(text) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text)))),
            Map.entry(
                    OptionalDouble.class,
                    new Kind(
                            "a number or none",
                            text -> isNone(text)
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of(Double.parseDouble(text)))));

    private ValueText() {}

    /** Returns whether a type has a text form. */
    static boolean knows(Type type) {
        return KINDS.containsKey(type) || isEnum(type) || (isWrapper(type) && knows(argument(type)));
    }

    /** Returns whether a type is an Optional of something else. */
    static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    /** Returns what texts of a type look like, for messages. */
    static String expectation(Type type) {
        if (isEnum(type)) {
            return "one of "
                    + Arrays.stream(((Class<?>) type).getEnumConstants())
                            .map(ValueText::word)
                            .collect(Collectors.joining(", "));
        }
        if (isWrapper(type)) {
            return isOptional(type)
                    ? expectation(argument(type)) + ", or none"
                    : "values separated by commas, each " + expectation(argument(type));
        }
        return KINDS.get(type).name();
    }

    /**
     * Returns the value of a text.
     *
     * @throws IllegalArgumentException if it is no text of that type
     */
    static Object parse(Type type, String text) {
        if (isEnum(type)) {
            return constant((Class<?>) type, text);
        }
        if (isOptional(type)) {
            return isNone(text) ? Optional.empty() : Optional.of(parse(argument(type), text));
        }
        if (isWrapper(type)) {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(part -> parse(argument(type), part))
                    .toList();
        }
        return KINDS.get(type).parser().apply(text.strip());
    }

    /** Returns the text of a value, which {@link #parse} reads. */
    static String of(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ValueText::of).orElse(NONE);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? Integer.toString(number.getAsInt()) : NONE;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? Long.toString(number.getAsLong()) : NONE;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Double.toString(number.getAsDouble()) : NONE;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::of).collect(Collectors.joining(", "));
        }
        return value instanceof Enum<?> ? word(value) : value.toString();
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(plain(text)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String word(Object constant) {
        return plain(((Enum<?>) constant).name());
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isEnum(Type type) {
        return type instanceof Class<?> plain && plain.isEnum();
    }

    private static boolean isWrapper(Type type) {
        return isOptional(type) || (type instanceof ParameterizedType generic && generic.getRawType() == List.class);
    }

    private static boolean isNone(String text) {
        return plain(text).equals(NONE);
    }

    private static Boolean truth(String text) {
        return switch (plain(text)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
