package io.github.lmclip.data.image;

/**
 * For each output position of one dimension the source positions that it sees, and their integer weights.
 *
 * @param first first source position of each output position
 * @param taps number of source positions of each output position
 * @param weights in units of 2^-22, {@code stride} per output position
 * @param stride room per output position
 */
record ResamplingWeights(int[] first, int[] taps, int[] weights, int stride) {

    static final int PRECISION_BITS = 22;

    /** Returns the weights of the output positions {@code from} to {@code from + count} of a resize. */
    static ResamplingWeights of(int inSize, int outSize, int from, int count, Resampling filter) {
        double scale = (double) inSize / outSize;
        double widening = Math.max(scale, 1);
        double support = filter.support() * widening;
        int stride = (int) Math.min(inSize, Math.ceil(support) * 2 + 1);
        int[] first = new int[count];
        int[] taps = new int[count];
        int[] weights = new int[Math.multiplyExact(count, stride)];
        double[] exact = new double[stride];
        for (int i = 0; i < count; i++) {
            double centre = (from + i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            taps[i] = Math.min(inSize, (int) (centre + support + 0.5)) - first[i];
            double sum = 0;
            for (int j = 0; j < taps[i]; j++) {
                exact[j] = filter.weight(Math.abs((j + first[i] - centre + 0.5) * (1 / widening)));
                sum += exact[j];
            }
            for (int j = 0; j < taps[i]; j++) {
                weights[i * stride + j] = rounded(sum == 0 ? exact[j] : exact[j] / sum);
            }
        }
        return new ResamplingWeights(first, taps, weights, stride);
    }

    /** Returns the source position after the last that any output position sees. */
    int end() {
        int last = first.length - 1;
        return first[last] + taps[last];
    }

    private static int rounded(double weight) {
        double scaled = weight * (1 << PRECISION_BITS);
        return (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
}
