package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Linear maps in whole numbers of 8 bits: the weights signed, with a scale per output channel; the input unsigned, with a
 * scale and a zero point that each run finds from its smallest and largest value. Written as standard operators, which
 * ONNX Runtime fuses.
 */
final class DynamicInt8 implements Dense {

    /** Several maps of one input share its numbers. */
    private final Map<String, Quantised> inputs = new HashMap<>();

    /** An input in whole numbers, its scale and its zero. */
    private record Quantised(String values, String scale, String zero) {}

    @Override
    public String write(OnnxGraph graph, String x, LinearMap map, int in, int out) {
        Quantised input = inputs.computeIfAbsent(x, name -> quantise(graph, name));
        String weight = graph.bytes(
                map.name() + ".weight_int8", () -> Int8Weights.wholeColumns(map.turned(in, out), in, out), in, out);
        String scale =
                graph.weight(map.name() + ".scale", () -> Int8Weights.columnScales(map.turned(in, out), in, out), out);
        String sum = graph.node("MatMulInteger", input.values(), weight, input.zero());
        String real = graph.node("Cast", List.of(sum), Attribute.number("to", DataType.FLOAT.getNumber()));
        String scaled = graph.node("Mul", real, graph.node("Mul", input.scale(), scale));
        return graph.node("Add", scaled, graph.weight(map.name() + ".bias", map.bias(), out));
    }

    private static Quantised quantise(OnnxGraph graph, String x) {
        List<String> made = graph.nodes("DynamicQuantizeLinear", 3, x);
        return new Quantised(made.get(0), made.get(1), made.get(2));
    }
}
