package io.github.lmclip.core.onnx;

import ai.djl.nn.Parameter;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.HostMemory;
import java.nio.FloatBuffer;
import java.util.Map;

/** A network's numbers by OpenAI's names, copied when they are asked for. */
@FunctionalInterface
interface Parameters {

    /** Returns the values of a parameter, row by row. */
    float[] of(String name);

    /** Returns the parameters that {@code clip} has at the time of each call. */
    static Parameters of(Clip clip) {
        Map<String, Parameter> all = clip.parameters();
        return name -> {
            FloatBuffer memory = HostMemory.read(all.get(name).getArray());
            float[] values = new float[memory.remaining()];
            memory.get(values);
            return values;
        };
    }
}
