package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.weights.SafetensorsWriter;
import io.github.lmclip.core.weights.TensorContent;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightFile;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes weights with OpenAI's names in the namings of others. */
final class ForeignNames {

    private static final long[] SCALAR = {};

    private final WeightFile file;
    private final List<TensorContent> written = new ArrayList<>();

    private ForeignNames(WeightFile file) {
        this.file = file;
    }

    /** Renames every tensor. */
    static void write(WeightFile file, UnaryOperator<String> renamed, Path target) {
        ForeignNames names = new ForeignNames(file);
        file.tensors()
                .values()
                .forEach(info -> names.add(renamed.apply(info.name()), info.dimensions(), file.floats(info.name())));
        SafetensorsWriter.defaults().write(target, names.written);
    }

    /** Nests the text tower, as OpenCLIP's {@code CustomTextCLIP} does. */
    static String customText(String name) {
        return name.startsWith("visual.") || name.startsWith("logit_") ? name : "text." + name;
    }

    /** Writes a vision transformer's CLIP with the names and shapes of Hugging Face's {@code CLIPModel}. */
    static void writeHuggingFace(WeightFile file, Path target) {
        ForeignNames names = new ForeignNames(file);
        file.tensors().values().forEach(names::addHuggingFace);
        names.addLongs("text_model.embeddings.position_ids", 3);
        names.addLongs("vision_model.embeddings.position_ids", 5);
        SafetensorsWriter.defaults().write(target, names.written);
    }

    private void addHuggingFace(TensorInfo info) {
        String name = info.name();
        String tower = name.startsWith("visual.") ? "vision_model." : "text_model.";
        String inner = name.replaceFirst("^visual\\.", "");
        if (inner.startsWith("transformer.resblocks.")) {
            addBlock(info, tower + "encoder.layers." + inner.substring("transformer.resblocks.".length()));
            return;
        }
        if (name.equals("visual.proj") || name.equals("text_projection")) {
            String projection = name.equals("visual.proj") ? "visual_projection" : name;
            long[] shape = info.dimensions();
            add(projection + ".weight", new long[] {shape[1], shape[0]}, transposed(info));
            return;
        }
        String renamed =
                switch (inner) {
                    case "logit_scale" -> name;
                    case "class_embedding" -> tower + "embeddings.class_embedding";
                    case "conv1.weight" -> tower + "embeddings.patch_embedding.weight";
                    case "positional_embedding" -> tower + "embeddings.position_embedding.weight";
                    case "token_embedding.weight" -> tower + "embeddings.token_embedding.weight";
                    case "ln_pre.weight", "ln_pre.bias" -> tower + "pre_layrnorm." + last(inner);
                    case "ln_post.weight", "ln_post.bias" -> tower + "post_layernorm." + last(inner);
                    case "ln_final.weight", "ln_final.bias" -> tower + "final_layer_norm." + last(inner);
                    default -> throw new AssertionError(name);
                };
        add(renamed, info.dimensions(), file.floats(name));
    }

    private void addBlock(TensorInfo info, String name) {
        float[] values = file.floats(info.name());
        if (!name.contains("attn.in_proj_")) {
            String renamed = name.replace(".attn.out_proj.", ".self_attn.out_proj.")
                    .replace(".ln_", ".layer_norm")
                    .replace(".c_fc.", ".fc1.")
                    .replace(".c_proj.", ".fc2.");
            add(renamed, info.dimensions(), values);
            return;
        }
        long[] shape = info.dimensions();
        shape[0] /= 3;
        for (int part = 0; part < 3; part++) {
            String renamed = name.replace("attn.in_proj_", "self_attn." + "qkv".charAt(part) + "_proj.");
            float[] third = new float[values.length / 3];
            System.arraycopy(values, part * third.length, third, 0, third.length);
            add(renamed, shape, third);
        }
    }

    private float[] transposed(TensorInfo info) {
        int rows = info.shape().get(0).intValue();
        int columns = info.shape().get(1).intValue();
        float[] values = file.floats(info.name());
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void add(String name, long[] shape, float[] values) {
        written.add(TensorContent.of(name, TensorType.F32, shape, () -> FloatBuffer.wrap(values)));
    }

    private void addLongs(String name, int count) {
        written.add(TensorContent.ofLongs(name, new long[] {1, count}, () -> LongBuffer.allocate(count)));
    }

    /** Adds what OpenAI's archives and PyTorch's batch norms carry beside the weights. */
    static List<TensorContent> withExtras(WeightFile file, String wrapper) {
        ForeignNames names = new ForeignNames(file);
        file.tensors()
                .values()
                .forEach(info -> names.add(wrapper + info.name(), info.dimensions(), file.floats(info.name())));
        for (String extra :
                List.of("input_resolution", "context_length", "vocab_size", "visual.bn1.num_batches_tracked")) {
            names.written.add(TensorContent.ofLongs(wrapper + extra, SCALAR, () -> LongBuffer.allocate(1)));
        }
        return names.written;
    }
}
