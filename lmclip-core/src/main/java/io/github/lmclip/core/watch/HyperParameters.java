package io.github.lmclip.core.watch;

import java.util.Map;

/**
 * What TensorBoard's page of hyper-parameters shows of a run. Field numbers are those of the plugin's {@code
 * plugin_data.proto} and of {@code struct.proto}.
 */
final class HyperParameters {

    /** How a run ended. */
    enum End {
        /** It was finished. */
        SUCCESS(1),
        /** It broke off by an error. */
        FAILURE(2);

        private final int number;

        End(int number) {
            this.number = number;
        }
    }

    private static final String PLUGIN = "hparams";
    private static final String START_TAG = "_hparams_/session_start_info";
    private static final String END_TAG = "_hparams_/session_end_info";

    private static final int SESSION_START = 3;
    private static final int SESSION_END = 4;
    private static final int HPARAMS = 1;
    private static final int START_TIME = 5;

    private HyperParameters() {}

    /** Says that a session begins with these values: numbers and truths are given as such, all else as text. */
    static byte[] start(double seconds, Map<String, String> values) {
        Message start = new Message();
        values.forEach(
                (name, value) -> start.with(HPARAMS, new Message().with(1, name).with(2, value(value))));
        start.with(START_TIME, seconds);
        return Event.pluginData(seconds, START_TAG, PLUGIN, new Message().with(SESSION_START, start));
    }

    /** Says that a session ended. */
    static byte[] end(double seconds, End status) {
        Message end = new Message().with(1, status.number).with(2, seconds);
        return Event.pluginData(seconds, END_TAG, PLUGIN, new Message().with(SESSION_END, end));
    }

    private static Message value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new Message().with(4, Boolean.parseBoolean(text));
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? new Message().with(2, number) : new Message().with(3, text);
        } catch (NumberFormatException e) {
            return new Message().with(3, text);
        }
    }
}
