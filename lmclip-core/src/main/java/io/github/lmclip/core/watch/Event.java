package io.github.lmclip.core.watch;

import java.util.Map;

/**
 * The events of TensorBoard as protocol buffers. Field numbers are those of {@code event.proto}, {@code summary.proto} and
 * {@code tensor.proto} of TensorBoard.
 */
final class Event {

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;

    private static final int STATUS = 1;
    private static final int START = 1;

    private static final int SUMMARY_VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int HISTOGRAM = 5;
    private static final int TENSOR = 8;
    private static final int METADATA = 9;

    private Event() {}

    /** Says in which form the file is; every file begins with it. */
    static byte[] fileVersion(double seconds) {
        return at(seconds, 0).with(FILE_VERSION, "brain.Event:2").bytes();
    }

    /** Says that the run goes on at a step: what earlier files say of it and of later ones is void. */
    static byte[] sessionStart(double seconds, long step) {
        return at(seconds, step)
                .with(SESSION_LOG, new Message().with(STATUS, START))
                .bytes();
    }

    /** Gives numbers by tag. */
    static byte[] scalars(double seconds, long step, Map<String, Double> values) {
        Message summary = new Message();
        values.forEach((tag, value) ->
                summary.with(SUMMARY_VALUE, new Message().with(TAG, tag).withFloat(SIMPLE_VALUE, value.floatValue())));
        return at(seconds, step).with(SUMMARY, summary).bytes();
    }

    /** Gives the spread of many values under a tag. */
    static byte[] histogram(double seconds, long step, String tag, Histogram histogram) {
        Message content = new Message()
                .with(1, histogram.least())
                .with(2, histogram.most())
                .with(3, (double) histogram.count())
                .with(4, histogram.sum())
                .with(5, histogram.sumOfSquares())
                .with(6, histogram.limits())
                .with(7, histogram.counts());
        return summary(seconds, step, new Message().with(TAG, tag).with(HISTOGRAM, content));
    }

    /** Gives data that a plugin of TensorBoard's knows how to read. */
    static byte[] pluginData(double seconds, String tag, String plugin, Message content) {
        Message metadata = new Message()
                .with(1, new Message().with(1, plugin).with(2, content))
                // the class of data that are tensors
                .with(4, 2);
        return summary(
                seconds,
                0,
                new Message().with(TAG, tag).with(METADATA, metadata).with(TENSOR, zero()));
    }

    /** Returns a tensor of one float, which plugin data need beside them. */
    private static Message zero() {
        Message shape = new Message().with(2, new Message().with(1, 1));
        return new Message().with(1, 1).with(2, shape).withFloat(5, 0);
    }

    private static byte[] summary(double seconds, long step, Message value) {
        return at(seconds, step)
                .with(SUMMARY, new Message().with(SUMMARY_VALUE, value))
                .bytes();
    }

    private static Message at(double seconds, long step) {
        return new Message().with(WALL_TIME, seconds).with(STEP, step);
    }
}
