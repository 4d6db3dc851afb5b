package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.core.Backbone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "RN50,     visual.conv2.weight,                                IMAGE_TOWER, WEIGHT,      0,  16",
        "RN50,     visual.bn3.bias,                                    IMAGE_TOWER, NORM,        0,  16",
        "RN50,     visual.bn3.running_var,                             IMAGE_TOWER, NORM,        0,  16",
        "RN50,     visual.layer1.0.downsample.0.weight,                IMAGE_TOWER, WEIGHT,      1,  16",
        "RN50,     visual.layer1.0.downsample.1.weight,                IMAGE_TOWER, NORM,        1,  16",
        "RN50,     visual.layer2.0.conv1.weight,                       IMAGE_TOWER, WEIGHT,      4,  16",
        "RN50,     visual.layer4.2.bn1.weight,                         IMAGE_TOWER, NORM,        16, 16",
        "RN50,     visual.attnpool.positional_embedding,               IMAGE_TOWER, EMBEDDING,   17, 16",
        "RN50,     visual.attnpool.q_proj.bias,                        IMAGE_TOWER, BIAS,        17, 16",
        "ViT-B/16, visual.class_embedding,                             IMAGE_TOWER, EMBEDDING,   0,  12",
        "ViT-B/16, visual.positional_embedding,                        IMAGE_TOWER, EMBEDDING,   0,  12",
        "ViT-B/16, visual.conv1.weight,                                IMAGE_TOWER, WEIGHT,      0,  12",
        "ViT-B/16, visual.ln_pre.weight,                               IMAGE_TOWER, NORM,        0,  12",
        "ViT-B/16, visual.transformer.resblocks.11.attn.in_proj_bias,  IMAGE_TOWER, BIAS,        12, 12",
        "ViT-B/16, visual.transformer.resblocks.0.ln_2.bias,           IMAGE_TOWER, NORM,        1,  12",
        "ViT-B/16, visual.ln_post.bias,                                IMAGE_TOWER, NORM,        13, 12",
        "ViT-B/16, visual.proj,                                        IMAGE_TOWER, WEIGHT,      13, 12",
        "ViT-B/16, token_embedding.weight,                             TEXT_TOWER,  EMBEDDING,   0,  12",
        "ViT-B/16, positional_embedding,                               TEXT_TOWER,  EMBEDDING,   0,  12",
        "ViT-B/16, transformer.resblocks.4.mlp.c_proj.weight,          TEXT_TOWER,  WEIGHT,      5,  12",
        "ViT-B/16, ln_final.weight,                                    TEXT_TOWER,  NORM,        13, 12",
        "ViT-B/16, text_projection,                                    TEXT_TOWER,  WEIGHT,      13, 12",
        "ViT-B/16, logit_scale,                                        REST,        LOGIT_SCALE, 0,  0",
        "ViT-B/16, logit_bias,                                         REST,        BIAS,        0,  0",
    })
    void isReadOffTheName(
            String backbone, String name, ParameterPlace.Part part, ParameterPlace.Kind kind, int block, int blocks) {
        assertEquals(new ParameterPlace(part, kind, block, blocks), ParameterPlace.of(name, Backbone.named(backbone)));
    }
}
