package io.github.lmclip.core.serve;

/**
 * What a model runs on.
 *
 * @param device the CPU or a CUDA device
 * @param reason why that one, in a sentence
 */
public record DeviceChoice(Device device, String reason) {

    /** Returns both, such as "cpu (asked for)". */
    @Override
    public String toString() {
        return "%s (%s)".formatted(device, reason);
    }
}
