package io.github.lmclip.core.onnx;

/** Weights in signed numbers of 8 bits, symmetric about zero, with a scale for each output. */
final class Int8Weights {

    /** The largest signed number that has a negative. */
    private static final int LARGEST = 127;

    private Int8Weights() {}

    /** Returns a scale per column of [in, out]; a column of zeros has any. */
    static float[] columnScales(float[] weight, int in, int out) {
        float[] scales = new float[out];
        for (int i = 0; i < in * out; i++) {
            scales[i % out] = Math.max(scales[i % out], Math.abs(weight[i]) / LARGEST);
        }
        return withoutZeros(scales);
    }

    /** Returns a scale per row of [out, ...]; a row of zeros has any. */
    static float[] rowScales(float[] weight, int out) {
        float[] scales = new float[out];
        int each = weight.length / out;
        for (int i = 0; i < weight.length; i++) {
            scales[i / each] = Math.max(scales[i / each], Math.abs(weight[i]) / LARGEST);
        }
        return withoutZeros(scales);
    }

    private static float[] withoutZeros(float... scales) {
        for (int i = 0; i < scales.length; i++) {
            scales[i] = scales[i] > 0 ? scales[i] : 1;
        }
        return scales;
    }

    /** Returns the weights [in, out] divided by their columns' scales and rounded. */
    static byte[] wholeColumns(float[] weight, int in, int out) {
        float[] scales = columnScales(weight, in, out);
        byte[] whole = new byte[weight.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = nearest(weight[i] / scales[i % out]);
        }
        return whole;
    }

    /** Returns the weights [out, ...] divided by their rows' scales and rounded. */
    static byte[] wholeRows(float[] weight, int out) {
        float[] scales = rowScales(weight, out);
        int each = weight.length / out;
        byte[] whole = new byte[weight.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = nearest(weight[i] / scales[i / each]);
        }
        return whole;
    }

    private static byte nearest(float value) {
        return (byte) Math.max(-LARGEST, Math.min(LARGEST, Math.round(value)));
    }

    /** Returns a bias in the unit of the sums that it is added to: weights' scales times the step of the input. */
    static int[] sums(float[] bias, float[] scales, float step) {
        int[] sums = new int[bias.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (int) Math.max(
                    Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Math.round(bias[i] / ((double) scales[i] * step))));
        }
        return sums;
    }
}
