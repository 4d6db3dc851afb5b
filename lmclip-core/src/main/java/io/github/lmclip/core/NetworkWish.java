package io.github.lmclip.core;

import io.github.lmclip.core.checkpoint.Checkpoint;
import java.util.Optional;

/** What has been said about the network; what is empty follows from the weights. */
record NetworkWish(Optional<Backbone> backbone, Optional<Activation> activation, Optional<Integer> imageSize) {

    static NetworkWish none() {
        return new NetworkWish(Optional.empty(), Optional.empty(), Optional.empty());
    }

    NetworkWish withBackbone(Backbone backbone) {
        return new NetworkWish(Optional.of(backbone), activation, imageSize);
    }

    NetworkWish withActivation(Activation activation) {
        return new NetworkWish(backbone, Optional.of(activation), imageSize);
    }

    NetworkWish withImageSize(int pixels) {
        return new NetworkWish(backbone, activation, Optional.of(pixels));
    }

    /** Returns the backbone that must have been said, since no weights tell it. */
    Backbone needBackbone() {
        return backbone.orElseThrow(() -> Wishes.missing("backbone(...) or weights(...)", "train() or zeroShot()"));
    }

    /** Returns the network to build without weights that would tell more. */
    Backbone network() {
        return finished(needBackbone());
    }

    /** Returns the network to build for weights, which must be those of the backbone that was said, if one was. */
    Backbone network(Checkpoint weights) {
        if (backbone.isEmpty()) {
            return finished(weights.backbone());
        }
        Backbone wanted = backbone.get();
        int stored = weights.backbone().image().resolution();
        boolean resizable = imageSize.isPresent() && stored % wanted.image().stride() == 0;
        weights.requireFit(resizable ? wanted.withResolution(stored) : wanted);
        return finished(
                weights.configuration().isPresent()
                        ? wanted.withActivation(weights.backbone().activation())
                        : wanted);
    }

    private Backbone finished(Backbone found) {
        Backbone active = activation.map(found::withActivation).orElse(found);
        return imageSize.map(active::withResolution).orElse(active);
    }
}
