package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A graph being written: nodes in the order of their computation, constants, inputs and outputs. Tensors are names.
 * Where that is wished, larger constants of floats are kept as float16 and widened before they are used.
 */
final class OnnxGraph {

    /** Constants of fewer floats are not worth a node. */
    private static final long HALVED = 1024;

    private final GraphProto.Builder proto = GraphProto.newBuilder();
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();
    private final Map<String, String> widened = new HashMap<>();
    private final boolean halves;

    /** Starts a graph. */
    OnnxGraph(String name, boolean halves) {
        proto.setName(name);
        this.halves = halves;
    }

    /** Declares an input and returns it; sizes are numbers, or words for what may vary. */
    String input(String name, DataType type, Object... sizes) {
        proto.addInput(value(name, type, sizes));
        return name;
    }

    /** Gives a float tensor out under a name. */
    void output(String name, String tensor, Object... sizes) {
        proto.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType("Identity")
                .addInput(tensor)
                .addOutput(name));
        proto.addOutput(value(name, DataType.FLOAT, sizes));
    }

    private static ValueInfoProto value(String name, DataType type, Object... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object size : sizes) {
            if (size instanceof Number number) {
                shape.addDimBuilder().setDimValue(number.longValue());
            } else {
                shape.addDimBuilder().setDimParam(size.toString());
            }
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** Adds a node of one output and returns that. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return nodes(operator, 1, inputs, attributes).get(0);
    }

    /** Adds a node of several outputs and returns them. */
    List<String> nodes(String operator, int outputs, String... inputs) {
        return nodes(operator, outputs, List.of(inputs));
    }

    private List<String> nodes(String operator, int count, List<String> inputs, AttributeProto... attributes) {
        String name = operator + "_" + proto.getNodeCount();
        List<String> outputs = IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? name : name + "." + i)
                .toList();
        proto.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllAttribute(Arrays.asList(attributes))
                .addAllOutput(outputs));
        return outputs;
    }

    /** Adds a node of one output without settings and returns the output. */
    String node(String operator, String... inputs) {
        return node(operator, List.of(inputs));
    }

    /** Adds a constant of floats and returns it; a second one of that name is taken for the same. */
    String weight(String name, Supplier<float[]> values, long... shape) {
        if (!halves || Initializer.count(shape) < HALVED) {
            return add(Initializer.floats(name, values, shape));
        }
        String half = add(Initializer.halves(name, values, shape));
        return widened.computeIfAbsent(
                name, key -> node("Cast", List.of(half), Attribute.number("to", DataType.FLOAT.getNumber())));
    }

    /** Adds a constant of signed bytes and returns it. */
    String bytes(String name, Supplier<byte[]> values, long... shape) {
        return add(Initializer.bytes(name, values, shape));
    }

    /** Adds a constant of whole numbers of 32 bits and returns it. */
    String ints(String name, Supplier<int[]> values, long... shape) {
        return add(Initializer.ints(name, values, shape));
    }

    /** Returns the constant [], a number of 0 to 255. */
    String unsigned(int value) {
        return add(Initializer.unsigned("uint8 " + value, value));
    }

    /** Returns the constant []. */
    String scalar(float value) {
        return weight("float " + value, () -> new float[] {value});
    }

    /** Returns the constant [n]. */
    String longs(long... values) {
        return add(Initializer.longs("int64 " + Arrays.toString(values), values, values.length));
    }

    /** Returns the constant []. */
    String number(long value) {
        return add(Initializer.longs("int64 " + value, new long[] {value}));
    }

    private String add(Initializer initializer) {
        initializers.putIfAbsent(initializer.name(), initializer);
        return initializer.name();
    }

    /** Reshapes; 0 keeps a size, one -1 is found out. */
    String reshape(String x, long... sizes) {
        return node("Reshape", x, longs(sizes));
    }

    String transpose(String x, long... axes) {
        return node("Transpose", List.of(x), Attribute.numbers("perm", axes));
    }

    /** Returns part {@code index} along an axis, which is dropped. */
    String pick(String x, int index, int axis) {
        return node("Gather", List.of(x, number(index)), Attribute.number("axis", axis));
    }

    /** Normalises the last axis by its exponentials. */
    String softmax(String x) {
        return node("Softmax", List.of(x), Attribute.number("axis", -1));
    }

    /** Returns the graph without its constants. */
    GraphProto proto() {
        return proto.build();
    }

    Collection<Initializer> initializers() {
        return initializers.values();
    }
}
