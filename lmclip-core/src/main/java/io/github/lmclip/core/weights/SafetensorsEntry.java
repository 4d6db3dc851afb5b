package io.github.lmclip.core.weights;

/**
 * One entry of a safetensors header.
 *
 * @param info name, type and shape
 * @param begin the first byte, counted from the start of the file's data
 * @param end the byte behind the last
 */
record SafetensorsEntry(TensorInfo info, long begin, long end) {

    String name() {
        return info.name();
    }
}
