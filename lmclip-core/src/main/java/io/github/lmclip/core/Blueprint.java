package io.github.lmclip.core;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipExtras;
import java.util.function.Consumer;

/**
 * A network that is not built yet.
 *
 * @param backbone its sizes
 * @param biased whether its weights have a bias on the logits
 * @param parameters sets its first parameters
 */
record Blueprint(Backbone backbone, boolean biased, Consumer<Clip> parameters) {

    /** Builds and fills the network; {@code manager} owns it. */
    Clip build(NDManager manager, ClipExtras extras) {
        Clip clip = Clip.of(backbone, manager, extras);
        parameters.accept(clip);
        return clip;
    }
}
