package io.github.lmclip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CheckpointProperties {

    private static final List<Long> SIZES = List.of(0L, 1L, 3L, 64L, 128L, 1L << 20, 1L << 31, Long.MAX_VALUE);

    /** One change of one tensor: its name or one of its sizes. */
    private void change(Map<String, TensorInfo> tensors, long choice) {
        List<String> names = new ArrayList<>(tensors.keySet());
        String name = names.get((int) Math.floorMod(choice, (long) names.size()));
        TensorInfo info = tensors.remove(name);
        int what = (int) Math.floorMod(choice / 1000, 12L);
        if (what == 0) {
            return;
        }
        if (what == 1) {
            tensors.put(name + ".x", new TensorInfo(name + ".x", info.type(), info.shape()));
            return;
        }
        List<Long> shape = new ArrayList<>(info.shape());
        long size = SIZES.get((int) Math.floorMod(choice / 12_000, (long) SIZES.size()));
        if (what == 2 || shape.isEmpty()) {
            shape.add(size);
        } else {
            shape.set(what % shape.size(), size);
        }
        tensors.put(name, new TensorInfo(name, TensorType.F32, shape));
    }

    @Property(tries = 300)
    void changedShapesAndNamesAreRefusedByOneTypedException(
            @ForAll @Size(min = 1, max = 3) List<@LongRange(min = 0) Long> choices, @ForAll boolean vit) {
        Map<String, TensorInfo> whole = ClipWeights.tensors(vit ? SmallClip.VIT : SmallClip.RESNET);
        Map<String, TensorInfo> tensors = new TreeMap<>(whole);
        choices.forEach(choice -> change(tensors, choice));
        try (Checkpoint found = Checkpoint.of(new ShapesOnly("changed", tensors))) {
            assertEquals(ClipWeights.tensors(found.backbone()).keySet(), tensors.keySet());
        } catch (WeightsException e) {
            assertTrue(e.getMessage().startsWith("changed"), e.getMessage());
        }
    }

    @Property(tries = 50)
    void sizesOfAnyBackboneAreFoundAgain(
            @ForAll @IntRange(min = 1, max = 5) int layers,
            @ForAll @IntRange(min = 1, max = 4) int heads,
            @ForAll @IntRange(min = 1, max = 4) int grid,
            @ForAll @IntRange(min = 1, max = 9) int patch) {
        ImageTower image = new ImageTower.Vit(grid * patch, layers, 64 * heads, patch);
        TextTower text = new TextTower(grid + 4, 99, 64 * heads, heads, layers);
        Backbone backbone = new Backbone("any", grid + 7, image, text);
        assertEquals(backbone, Checkpoint.of(ShapesOnly.of(backbone)).backbone().withName("any"));
    }
}
