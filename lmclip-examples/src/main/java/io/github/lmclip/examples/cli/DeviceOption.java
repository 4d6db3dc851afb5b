package io.github.lmclip.examples.cli;

import io.github.lmclip.core.serve.Device;

/** The words by which the command line calls devices. */
final class DeviceOption {

    private static final String CUDA = "cuda:";

    private DeviceOption() {}

    static Device parse(String word) {
        if (word.equals("auto")) {
            return Device.AUTO;
        }
        if (word.equals("cpu")) {
            return Device.CPU;
        }
        if (word.matches(CUDA + "\\d{1,4}")) {
            return Device.cuda(Integer.parseInt(word.substring(CUDA.length())));
        }
        throw new IllegalArgumentException("--device must be auto, cpu or cuda:N, got %s".formatted(word));
    }
}
