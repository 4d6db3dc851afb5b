package io.github.lmclip.core.watch;

import io.github.lmclip.core.train.StepReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How fast a run goes, and how long it will still take: by the mean time of its latest steps and of what lies between its
 * epochs. Measured by a clock that nobody can set, from this session's first step on.
 */
public final class Pace {

    private static final double NANOS = 1e9;

    /** Share of the latest step in the mean, once there are more than its reciprocal. */
    private static final double NEWEST = 0.05;

    private final LongSupplier nanos;
    private long last;
    private int steps;
    private int pauses;
    private double secondsPerStep;
    private double secondsPerPause;
    private double images;
    private StepReport latest;

    /** Starts without a measurement. */
    public Pace() {
        this(System::nanoTime);
    }

    /** Starts with a clock that counts nanoseconds from anywhere and never goes back. */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes in a step, at the moment that it is reported. */
    public void take(StepReport step) {
        long now = nanos.getAsLong();
        if (latest != null) {
            double seconds = (now - last) / NANOS;
            if (latest.epoch() == step.epoch()) {
                secondsPerStep = mean(secondsPerStep, seconds, ++steps);
                images = mean(images, step.images(), steps);
            } else {
                // the first step of an epoch is in it too
                secondsPerPause = mean(secondsPerPause, Math.max(0, seconds - secondsPerStep), ++pauses);
            }
        }
        last = now;
        latest = step;
    }

    private static double mean(double before, double value, int count) {
        return before + (value - before) * Math.max(1.0 / count, NEWEST);
    }

    /** Returns how many pictures a second of steps takes in; NaN before the second step. */
    public double imagesPerSecond() {
        return steps == 0 ? Double.NaN : images / secondsPerStep;
    }

    /** Returns how long the run will still take; nothing before the second step. */
    public Optional<Duration> left() {
        if (steps == 0) {
            return Optional.empty();
        }
        long epochs = (long) latest.epochs() - latest.epoch();
        long stepsLeft = epochs * latest.steps() + latest.steps() - latest.step();
        double seconds = stepsLeft * secondsPerStep + (epochs + 1) * secondsPerPause;
        return Optional.of(Duration.ofMillis(Math.round(1000 * seconds)));
    }
}
