package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights for pictures of another size: as they are, but for the image tower's positions, whose square grid is resized as
 * {@code resize_pos_embed} of OpenCLIP does. The first row, of the class token or of the mean, stays.
 */
final class ResizedPositions implements WeightFile {

    private final WeightFile weights;
    private final String positions;
    private final int from;
    private final int to;
    private final int width;
    private final Map<String, TensorInfo> tensors;

    /**
     * Creates a view.
     *
     * @param weights under OpenAI's names
     * @param image the tower that the weights are for
     * @param resolution the new side of the pictures in pixels
     */
    ResizedPositions(WeightFile weights, ImageTower image, int resolution) {
        this.weights = weights;
        positions = image instanceof ImageTower.Vit
                ? "visual.positional_embedding"
                : "visual.attnpool.positional_embedding";
        from = image.resolution() / image.stride();
        to = resolution / image.stride();
        TensorInfo stored = weights.tensors().get(positions);
        width = stored.shape().get(1).intValue();
        long rows = (long) to * to + 1;
        tensors = new LinkedHashMap<>(weights.tensors());
        tensors.put(positions, new TensorInfo(positions, TensorType.F32, List.of(rows, (long) width)));
    }

    @Override
    public String name() {
        return weights.name();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return weights.metadata();
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        if (!tensor.equals(positions)) {
            weights.read(tensor, target);
            return;
        }
        if (target.remaining() < tensors.get(positions).elements()) {
            throw new IllegalArgumentException("%s: %s has %d elements, the target has room for %d"
                    .formatted(name(), positions, tensors.get(positions).elements(), target.remaining()));
        }
        float[] first = new float[width];
        float[] grid = new float[from * from * width];
        FloatBuffer stored = FloatBuffer.allocate(first.length + grid.length);
        weights.read(tensor, stored);
        stored.flip().get(first).get(grid);
        target.put(first).put(GridResize.square(grid, from, to, width));
    }

    /** The resized positions, whatever the others are, are float32. */
    @Override
    public void readStored(String tensor, ByteBuffer target) {
        if (!tensor.equals(positions)) {
            weights.readStored(tensor, target);
            return;
        }
        ByteBuffer bytes = target.slice().order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        read(tensor, floats);
        target.position(target.position() + floats.position() * Float.BYTES);
    }

    @Override
    public void close() {
        weights.close();
    }
}
