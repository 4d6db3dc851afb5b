package io.github.lmclip.core.hub;

import java.util.Optional;
import java.util.stream.Stream;

/** Models of LAION that OpenCLIP knows by name, of CLIP's own architecture; their repositories at Hugging Face. */
public enum OpenClipModel {
    // spotless:off
    /** ViT-B/32 on LAION-2B. */
    VIT_B_32_LAION_2B     ("ViT-B-32/laion2b_s34b_b79k",      "laion/CLIP-ViT-B-32-laion2B-s34B-b79K"),
    /** ViT-B/32 on DataComp-1B. */
    VIT_B_32_DATACOMP     ("ViT-B-32/datacomp_xl_s13b_b90k",  "laion/CLIP-ViT-B-32-DataComp.XL-s13B-b90K"),
    /** ViT-B/32 on DataComp-1B, pictures of 256 pixels. */
    VIT_B_32_256_DATACOMP ("ViT-B-32-256/datacomp_s34b_b86k", "laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K"),
    /** ViT-B/16 on LAION-2B. */
    VIT_B_16_LAION_2B     ("ViT-B-16/laion2b_s34b_b88k",      "laion/CLIP-ViT-B-16-laion2B-s34B-b88K"),
    /** ViT-B/16 on DataComp-1B. */
    VIT_B_16_DATACOMP     ("ViT-B-16/datacomp_xl_s13b_b90k",  "laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K"),
    /** ViT-L/14 on LAION-2B. */
    VIT_L_14_LAION_2B     ("ViT-L-14/laion2b_s32b_b82k",      "laion/CLIP-ViT-L-14-laion2B-s32B-b82K"),
    /** ViT-L/14 on DataComp-1B. */
    VIT_L_14_DATACOMP     ("ViT-L-14/datacomp_xl_s13b_b90k",  "laion/CLIP-ViT-L-14-DataComp.XL-s13B-b90K"),
    /** ViT-H/14 on LAION-2B. */
    VIT_H_14_LAION_2B     ("ViT-H-14/laion2b_s32b_b79k",      "laion/CLIP-ViT-H-14-laion2B-s32B-b79K");
    // spotless:on

    private final String modelName;
    private final HubRepository repository;

    OpenClipModel(String modelName, String repository) {
        this.modelName = modelName;
        this.repository = HubRepository.parse(HubRepository.SCHEME + repository);
    }

    /** Returns the model of a name of the form architecture/tag. */
    public static Optional<OpenClipModel> of(String modelName) {
        return Stream.of(values())
                .filter(model -> model.modelName.equals(modelName))
                .findFirst();
    }

    /** Returns OpenCLIP's names of architecture and pre-training, with a slash between. */
    public String modelName() {
        return modelName;
    }

    /** Returns where the weights are. */
    public HubRepository repository() {
        return repository;
    }
}
