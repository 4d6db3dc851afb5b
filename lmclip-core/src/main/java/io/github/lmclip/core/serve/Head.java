package io.github.lmclip.core.serve;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of a model's outputs. */
interface Head {

    /** Returns the labels and all else that is known of them. */
    ModelDescription description();

    /** Returns the outputs that are read. */
    Set<String> outputs();

    /** Returns a result per picture. */
    List<Classification> classify(Map<String, float[]> outputs, int pictures);
}
