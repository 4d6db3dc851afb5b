package io.github.lmclip.core.checkpoint;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.clip.RandomWeights;
import io.github.lmclip.core.weights.WeightFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Small networks with random weights, written with OpenAI's names. */
final class SmallClip {

    static final TextTower TEXT = new TextTower(16, 60, 128, 2, 3);

    static final Backbone VIT = new Backbone("ViT-2x64/8@32px", 24, new ImageTower.Vit(32, 2, 64, 8), TEXT);

    static final Backbone RESNET =
            new Backbone("RN-1.2.1.1x6@64px", 24, new ImageTower.ResNet(64, List.of(1, 2, 1, 1), 6), TEXT);

    private static final long SEED = 7;

    private SmallClip() {}

    static void write(Backbone backbone, Path file) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(backbone, manager)) {
            RandomWeights.fill(clip, SEED);
            ClipWeights.save(clip, Map.of(), file);
        }
    }

    static WeightFile open(Backbone backbone, Path folder) {
        Path file = folder.resolve("openai.safetensors");
        write(backbone, file);
        return WeightFile.open(file);
    }
}
