package io.github.lmclip.core.onnx;

import io.github.lmclip.core.clip.Clip;
import java.nio.FloatBuffer;

/** A network's numbers by OpenAI's names, copied when they are asked for. */
@FunctionalInterface
interface Parameters {

    /** Returns the values of a parameter, row by row. */
    float[] of(String name);

    /** Returns the parameters that {@code clip} has at the time of each call. */
    static Parameters of(Clip clip) {
        return name -> {
            FloatBuffer memory = clip.values(name);
            float[] values = new float[memory.remaining()];
            memory.get(values);
            return values;
        };
    }
}
