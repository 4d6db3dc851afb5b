package io.github.lmclip.core.onnx;

import io.github.lmclip.core.serve.Calibration;
import java.util.List;

/** The output of probabilities: logits [N, C] -> [N, C]. */
record CalibrationGraph(OnnxGraph graph, int classes) {

    /**
     * Writes the output.
     *
     * @throws IllegalArgumentException if the fit is of another number of labels
     */
    void write(String logits, Calibration calibration) {
        graph.output("probability", probability(logits, calibration), OnnxExporter.BATCH, classes);
    }

    private String probability(String logits, Calibration calibration) {
        if (calibration instanceof Calibration.Temperature fitted) {
            return graph.softmax(graph.node("Div", logits, graph.scalar((float) fitted.temperature())));
        }
        Calibration.Platt fitted = (Calibration.Platt) calibration;
        if (fitted.slopes().size() != classes) {
            throw new IllegalArgumentException("expected a calibration of the %d labels, got one of %d"
                    .formatted(classes, fitted.slopes().size()));
        }
        String slopes = graph.weight("platt.slopes", () -> floats(fitted.slopes()), classes);
        String intercepts = graph.weight("platt.intercepts", () -> floats(fitted.intercepts()), classes);
        return graph.node("Sigmoid", graph.node("Add", graph.node("Mul", logits, slopes), intercepts));
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }
}
