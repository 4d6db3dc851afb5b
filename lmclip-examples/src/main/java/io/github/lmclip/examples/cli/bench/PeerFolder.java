package io.github.lmclip.examples.cli.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.checkpoint.BackboneJson;
import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.checkpoint.Conversion;
import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.text.CaptionShortener;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.core.weights.TorchWriter;
import io.github.lmclip.data.Captions;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the peer of a benchmark reads: weights, one batch as raw numbers, and {@code step.json}. Deleted when closed. */
record PeerFolder(Path path) implements AutoCloseable {

    static PeerFolder create() throws IOException {
        return new PeerFolder(Files.createTempDirectory("lmclip-bench"));
    }

    /** Writes a model's weights for both engines and returns ours. */
    Path writeWeights(LmClip model) {
        model.save(path);
        Path own = path.resolve("model.safetensors");
        try (Checkpoint weights = Checkpoint.open(own)) {
            Conversion.exact().writeTorch(weights, TorchWriter.defaults(), path.resolve("weights.pt"));
        }
        return own;
    }

    /** Writes the batch and the options. */
    void describe(
            Backbone backbone,
            BenchTask task,
            Optional<Path> vocabulary,
            int threads,
            BalancedAsymmetricLoss loss,
            double lambda,
            double learningRate)
            throws IOException {
        LongTailDataset batch = task.read(Split.TRAIN, Path.of(""));
        writePixels(batch, backbone.image().resolution());
        writeTexts(batch, backbone, vocabulary);
        writeTargets(batch);
        JsonObject step = new JsonObject();
        step.add("sizes", BackboneJson.write(backbone));
        step.addProperty("threads", threads);
        step.addProperty("images", batch.size());
        step.addProperty("labels", task.labels());
        step.addProperty("learningRate", learningRate);
        step.addProperty("lambda", lambda);
        step.addProperty("gammaPos", loss.gammaPos());
        step.addProperty("gammaNeg", loss.gammaNeg());
        step.addProperty("margin", loss.margin());
        step.addProperty("smoothing", loss.smoothing());
        step.add("classWeights", new Gson().toJsonTree(loss.classWeights()));
        Files.writeString(path.resolve("step.json"), step.toString());
    }

    private void writePixels(LongTailDataset batch, int side) throws IOException {
        PictureTransform transform = PictureTransform.LM_CLIP.withSize(side);
        ByteBuffer pixels = numbers(batch.size() * 3 * side * side);
        batch.samples().forEach(sample -> {
            for (float value : transform.apply(sample.picture().bitmap())) {
                pixels.putFloat(value);
            }
        });
        write("pixels.f32", pixels);
    }

    private void writeTexts(LongTailDataset batch, Backbone backbone, Optional<Path> vocabulary) throws IOException {
        Path words = vocabulary.orElse(path.resolve("vocabulary.txt.gz"));
        ClipTokenizer tokenizer = new ClipTokenizer(BpeVocabulary.read(words));
        int length = backbone.text().positions();
        writeIds("captions.i32", tokenizer, length, Captions.ofClasses(batch));
        List<String> prompts = batch.classNames().stream()
                .flatMap(name -> PromptTemplates.LM_CLIP.about(name).stream())
                .toList();
        writeIds("labels.i32", tokenizer, length, prompts);
    }

    private void writeIds(String name, ClipTokenizer tokenizer, int length, List<String> texts) throws IOException {
        ByteBuffer ids = numbers(texts.size() * length);
        for (String text : texts) {
            for (int id : tokenizer.tokenize(CaptionShortener.shorten(text, tokenizer, length), length)) {
                ids.putInt(id);
            }
        }
        write(name, ids);
    }

    private void writeTargets(LongTailDataset batch) throws IOException {
        ByteBuffer targets = numbers(batch.size() * batch.classNames().size());
        batch.samples().forEach(sample -> {
            for (int id = 0; id < batch.classNames().size(); id++) {
                targets.putFloat(sample.classes().contains(id) ? 1 : 0);
            }
        });
        write("targets.f32", targets);
    }

    private static ByteBuffer numbers(int count) {
        return ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(String name, ByteBuffer values) throws IOException {
        Files.write(path.resolve(name), values.array());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
