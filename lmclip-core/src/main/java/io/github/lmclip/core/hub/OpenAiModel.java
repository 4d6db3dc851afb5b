package io.github.lmclip.core.hub;

import io.github.lmclip.data.fetch.Checksum;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The nine models that OpenAI publishes: TorchScript archives with fp16 values, whose addresses name their SHA-256. */
public enum OpenAiModel implements PublishedWeights {
    // spotless:off
    /** ResNet-50. */
    RN50          ("RN50",           "afeb0e10f9e5a86da6080e35cf09123aca3b358a0c3e3b6c78a7b63bc04b6762"),
    /** ResNet-101. */
    RN101         ("RN101",          "8fa8567bab74a42d41c5915025a8e4538c3bdbe8804a470a72f30b0d94fab599"),
    /** ResNet-50 of about 4 times the computation. */
    RN50X4        ("RN50x4",         "7e526bd135e493cef0776de27d5f42653e6b4c8bf9e0f653bb11773263205fdd"),
    /** ResNet-50 of about 16 times the computation. */
    RN50X16       ("RN50x16",        "52378b407f34354e150460fe41077663dd5b39c54cd0bfd2b27167a4a06ec9aa"),
    /** ResNet-50 of about 64 times the computation. */
    RN50X64       ("RN50x64",        "be1cfb55d75a9666199fb2206c106743da0f6468c9d327f3e0d0a543a9919d9c"),
    /** ViT-B with patches of 32 pixels. */
    VIT_B_32      ("ViT-B/32",       "40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af"),
    /** ViT-B with patches of 16 pixels. */
    VIT_B_16      ("ViT-B/16",       "5806e77cd80f8b59890b7e101eabd078d9fb84e6937f9e85e4ecb61988df416f"),
    /** ViT-L with patches of 14 pixels. */
    VIT_L_14      ("ViT-L/14",       "b8cca3fd41ae0c99ba7e8951adf17d267cdb84cd88be6f7c2e0eca1737a03836"),
    /** ViT-L with patches of 14 pixels, for pictures of 336. */
    VIT_L_14_336  ("ViT-L/14@336px", "3035c92b350959924f9f00213499208652fc7ea050643e8b385c2dac08641f02");
    // spotless:on

    private static final String PUBLISHER = "https://openaipublic.azureedge.net/clip/models/";

    private final String modelName;
    private final Checksum sha256;

    OpenAiModel(String modelName, String sha256) {
        this.modelName = modelName;
        this.sha256 = Checksum.sha256(sha256);
    }

    /** Returns the model that OpenAI calls so. */
    public static Optional<OpenAiModel> of(String modelName) {
        return Stream.of(values())
                .filter(model -> model.modelName.equals(modelName))
                .findFirst();
    }

    /** Returns OpenAI's name, which is a backbone's too. */
    public String modelName() {
        return modelName;
    }

    /** Returns the name in file names. */
    public String fileStem() {
        return modelName.replace('/', '-').replace('@', '-');
    }

    /** Returns the file that OpenAI publishes. */
    public PublishedFile file() {
        String fileName = fileStem() + ".pt";
        URI address = URI.create(PUBLISHER + sha256.hex() + "/" + fileName);
        return new PublishedFile("the weights of " + modelName, fileName, address, sha256, OptionalLong.empty());
    }
}
