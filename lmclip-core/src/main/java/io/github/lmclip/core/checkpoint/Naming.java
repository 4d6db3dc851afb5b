package io.github.lmclip.core.checkpoint;

/** Whose names the tensors of a file carry. */
public enum Naming {
    /** OpenAI's own, {@code transformer.resblocks.0.ln_1.weight}, and no configuration of OpenCLIP beside them. */
    OPENAI("openai"),
    /** OpenAI's names again, as OpenCLIP's {@code CLIP} keeps them, with OpenCLIP's configuration beside them. */
    OPENCLIP("openclip"),
    /** OpenCLIP's {@code CustomTextCLIP}: the text tower's names begin with {@code text.}. */
    OPENCLIP_CUSTOM_TEXT("openclip_custom_text"),
    /** Hugging Face's {@code CLIPModel}: {@code text_model.encoder.layers.0.layer_norm1.weight}. */
    HUGGING_FACE("hf");

    private final String id;

    Naming(String id) {
        this.id = id;
    }

    /** Returns the word for it in reports: {@code openai}, {@code openclip}, {@code openclip_custom_text}, {@code hf}. */
    public String id() {
        return id;
    }

    /** Returns whether a name, without its wrapper, can be of this naming only; the two alike share theirs. */
    boolean owns(String name) {
        return switch (this) {
            case OPENAI ->
                name.startsWith("transformer.")
                        || name.startsWith("token_embedding.")
                        || name.startsWith("ln_final.")
                        || name.equals("positional_embedding")
                        || name.equals("text_projection");
            case OPENCLIP -> false;
            case OPENCLIP_CUSTOM_TEXT -> name.startsWith("text.");
            case HUGGING_FACE ->
                name.startsWith("text_model.")
                        || name.startsWith("vision_model.")
                        || name.startsWith("text_projection.")
                        || name.startsWith("visual_projection.");
        };
    }
}
