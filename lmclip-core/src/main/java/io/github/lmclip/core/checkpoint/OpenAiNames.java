package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of weights under OpenAI's names, whatever names it stores; what nothing computes with is left out. */
final class OpenAiNames implements WeightFile {

    private final WeightFile file;
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    OpenAiNames(WeightFile file, StoredNames names) {
        this.file = file;
        for (Map.Entry<String, Origin> entry : translate(names)) {
            List<String> parts = entry.getValue().parts().stream()
                    .map(part -> names.wrapper() + part)
                    .toList();
            add(entry.getKey(), new Origin(parts, entry.getValue().transposed()));
        }
    }

    private static List<Map.Entry<String, Origin>> translate(StoredNames names) {
        if (names.naming() == Naming.HUGGING_FACE) {
            return HuggingFaceNames.translate(names.inner());
        }
        boolean nested = names.naming() == Naming.OPENCLIP_CUSTOM_TEXT;
        return names.inner().stream()
                .map(name -> Map.entry(nested ? name.replaceFirst("^text\\.", "") : name, Origin.of(name)))
                .toList();
    }

    private void add(String name, Origin origin) {
        Origin other = origins.putIfAbsent(name, origin);
        if (other != null) {
            throw new WeightsException("%s: expected one tensor for %s, got %s and %s"
                    .formatted(
                            file.name(),
                            Shown.name(name),
                            Shown.name(other.parts().get(0)),
                            Shown.name(origin.parts().get(0))));
        }
        tensors.put(name, describe(name, origin));
    }

    private TensorInfo describe(String name, Origin origin) {
        TensorInfo first = file.tensors().get(origin.parts().get(0));
        List<Long> shape = new ArrayList<>(first.shape());
        if (origin.parts().size() > 1) {
            requireAlike(origin);
            shape.set(0, origin.parts().size() * shape.get(0));
        }
        if (origin.transposed()) {
            requireMatrix(first);
            Collections.reverse(shape);
        }
        if (name.startsWith("logit_") && shape.equals(List.of(1L))) {
            shape.clear();
        }
        return new TensorInfo(
                name, first.type(), shape, 0, elements(shape) * first.type().width());
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, (left, right) -> left * right);
    }

    private void requireAlike(Origin origin) {
        TensorInfo first = file.tensors().get(origin.parts().get(0));
        for (String part : origin.parts()) {
            List<Long> shape = file.tensors().get(part).shape();
            if (first.shape().isEmpty() || !shape.equals(first.shape())) {
                throw new WeightsException("%s: expected %s with the same shape as %s, %s, got %s"
                        .formatted(file.name(), part, first.name(), first.shape(), shape));
            }
        }
    }

    private void requireMatrix(TensorInfo info) {
        if (info.shape().size() != 2) {
            throw new WeightsException(
                    "%s: expected a matrix %s, got shape %s".formatted(file.name(), info.name(), info.shape()));
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return file.metadata();
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        TensorInfo info = tensors.get(tensor);
        if (info == null) {
            throw new IllegalArgumentException(
                    "%s: no tensor %s among its %d".formatted(name(), Shown.name(tensor), tensors.size()));
        }
        long elements = elements(info.shape());
        if (target.remaining() < elements) {
            throw new IllegalArgumentException("%s: %s has %d floats, the target has room for %d"
                    .formatted(name(), Shown.name(tensor), elements, target.remaining()));
        }
        Origin origin = origins.get(tensor);
        if (origin.transposed()) {
            readTransposed(origin.parts().get(0), info, target);
        } else {
            origin.parts().forEach(part -> file.read(part, target));
        }
    }

    private void readTransposed(String part, TensorInfo info, FloatBuffer target) {
        int rows = Math.toIntExact(info.shape().get(0));
        int columns = Math.toIntExact(info.shape().get(1));
        FloatBuffer stored = FloatBuffer.allocate(rows * columns);
        file.read(part, stored);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                target.put(stored.get(column * rows + row));
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
