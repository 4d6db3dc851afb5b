package io.github.lmclip.examples;

import static io.github.lmclip.core.Backbone.RN50;
import static io.github.lmclip.data.Benchmark.VOC_MLT;

import io.github.lmclip.core.LmClip;
import java.nio.file.Path;

/** Fine-tunes CLIP's ResNet-50 on VOC-MLT with the published hyper-parameters. Wants the images and CLIP's weights. */
public final class TrainVocMlt {

    private TrainVocMlt() {}

    /** Trains, evaluates and saves. */
    public static void main(String[] args) {
        try (LmClip model = LmClip.builder()
                .dataset(VOC_MLT)
                .backbone(RN50)
                .runFolder(Path.of("runs", "voc_mlt_rn50"))
                .train()) {
            System.out.println(model.evaluate());
            model.save(Path.of("lmclip-voc"));
        }
    }
}
