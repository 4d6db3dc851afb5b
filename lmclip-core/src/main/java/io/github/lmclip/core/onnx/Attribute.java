package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;

/** The constant settings of a node. */
final class Attribute {

    private Attribute() {}

    static AttributeProto number(String name, long value) {
        return start(name, AttributeType.INT).setI(value).build();
    }

    static AttributeProto real(String name, float value) {
        return start(name, AttributeType.FLOAT).setF(value).build();
    }

    static AttributeProto numbers(String name, long... values) {
        AttributeProto.Builder attribute = start(name, AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static AttributeProto.Builder start(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
