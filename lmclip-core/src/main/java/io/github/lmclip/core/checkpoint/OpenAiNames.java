package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

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
        return new TensorInfo(name, first.type(), shape);
    }

    private void requireAlike(Origin origin) {
        TensorInfo first = file.tensors().get(origin.parts().get(0));
        for (String part : origin.parts()) {
            TensorInfo info = file.tensors().get(part);
            if (first.shape().isEmpty()
                    || first.shape().get(0) > Integer.MAX_VALUE
                    || !info.shape().equals(first.shape())
                    || info.type() != first.type()) {
                throw new WeightsException("%s: expected %s to be like %s, %s %s, got %s %s"
                        .formatted(
                                file.name(),
                                Shown.name(part),
                                Shown.name(first.name()),
                                first.type(),
                                first.shape(),
                                info.type(),
                                info.shape()));
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
        Origin origin = origin(tensor, target.remaining());
        if (!origin.transposed()) {
            origin.parts().forEach(part -> file.read(part, target));
            return;
        }
        FloatBuffer stored =
                FloatBuffer.allocate(Math.toIntExact(tensors.get(tensor).elements()));
        file.read(origin.parts().get(0), stored);
        inRows(tensors.get(tensor), place -> target.put(stored.get(place)));
    }

    @Override
    public void readStored(String tensor, ByteBuffer target) {
        TensorInfo info = tensors.get(tensor);
        int size = info == null ? 1 : info.type().width();
        Origin origin = origin(tensor, target.remaining() / size);
        if (!origin.transposed()) {
            origin.parts().forEach(part -> file.readStored(part, target));
            return;
        }
        ByteBuffer stored = ByteBuffer.allocate(Math.toIntExact(info.elements() * size));
        file.readStored(origin.parts().get(0), stored);
        inRows(info, place -> target.put(stored.slice(place * size, size)));
    }

    private Origin origin(String tensor, int room) {
        TensorInfo info = tensors.get(tensor);
        if (info == null) {
            throw new IllegalArgumentException(
                    "%s: no tensor %s among its %d".formatted(name(), Shown.name(tensor), tensors.size()));
        }
        if (room < info.elements()) {
            throw new IllegalArgumentException("%s: %s has %d elements, the target has room for %d"
                    .formatted(name(), Shown.name(tensor), info.elements(), room));
        }
        return origins.get(tensor);
    }

    /** Visits the places of a transposed matrix's elements in the stored one, row by row. */
    private static void inRows(TensorInfo info, IntConsumer visitor) {
        int rows = info.shape().get(0).intValue();
        int columns = info.shape().get(1).intValue();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                visitor.accept(column * rows + row);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
