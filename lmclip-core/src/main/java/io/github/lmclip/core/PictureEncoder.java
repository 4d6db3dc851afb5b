package io.github.lmclip.core;

import io.github.lmclip.core.clip.Encoder;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.PictureTransform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Embeds files in their order, the next chunk decoded while the network works on this one. */
final class PictureEncoder {

    private final Encoder encoder;
    private final PictureTransform transform;

    PictureEncoder(Encoder encoder, PictureTransform transform) {
        this.encoder = encoder;
        this.transform = transform;
    }

    /** A chunk of decoded files, and what was wrong with the others. */
    private record Chunk(List<Path> files, float[] pixels, List<PictureException> broken) {}

    void encode(List<Path> files, BiConsumer<Path, float[]> embedded, Consumer<PictureException> broken) {
        CompletableFuture<Chunk> next = decodeLater(files, 0);
        for (int from = 0; from < files.size(); from += LmClip.BATCH) {
            Chunk chunk = await(next);
            next = decodeLater(files, from + LmClip.BATCH);
            if (!chunk.files().isEmpty()) {
                float[][] vectors =
                        encoder.pictures(chunk.pixels(), chunk.files().size());
                for (int i = 0; i < vectors.length; i++) {
                    embedded.accept(chunk.files().get(i), vectors[i]);
                }
            }
            chunk.broken().forEach(broken);
        }
    }

    private CompletableFuture<Chunk> decodeLater(List<Path> files, int from) {
        List<Path> part = files.subList(Math.min(files.size(), from), Math.min(files.size(), from + LmClip.BATCH));
        return CompletableFuture.supplyAsync(() -> decode(part));
    }

    private static Chunk await(CompletableFuture<Chunk> decoded) {
        try {
            return decoded.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Chunk decode(List<Path> files) {
        int length = 3 * transform.size() * transform.size();
        float[] pixels = new float[files.size() * length];
        List<Path> good = new ArrayList<>();
        List<PictureException> broken = new ArrayList<>();
        for (Path file : files) {
            try {
                transform.apply(Picture.file(file).bitmap(), false, pixels, good.size() * length);
                good.add(file);
            } catch (PictureException e) {
                broken.add(e);
            }
        }
        return new Chunk(good, java.util.Arrays.copyOf(pixels, good.size() * length), broken);
    }
}
