package io.github.lmclip.core.eval;

/**
 * How well each picture's own labels are ranked above the others; pictures are the rows here, where {@link Evaluation} goes
 * by class. As scikit-learn defines the first two.
 *
 * @param coverageError mean place of the last of a picture's labels, equal scores at the worse place; 0 for pictures
 *     without labels
 * @param rankingLoss mean share of a picture's pairs of a label and another class that are in the wrong order, equal
 *     scores included; 0 for pictures of no or all classes
 * @param topLabelRight share of the pictures with labels whose best class is one of them
 */
public record LabelRanking(double coverageError, double rankingLoss, double topLabelRight) {

    /** Measures all pictures; any score that grows with the logit inside a picture gives the same. */
    public static LabelRanking of(Predictions predictions) {
        double coverage = 0;
        double loss = 0;
        int right = 0;
        int labelled = 0;
        for (int image = 0; image < predictions.size(); image++) {
            float[] logits = predictions.logits()[image];
            boolean[] targets = predictions.targets()[image];
            coverage += coverage(logits, targets);
            loss += loss(logits, targets);
            labelled += predictions.labels(image) > 0 ? 1 : 0;
            right += targets[best(logits)] ? 1 : 0;
        }
        return new LabelRanking(coverage / predictions.size(), loss / predictions.size(), (double) right / labelled);
    }

    private static int coverage(float[] logits, boolean[] targets) {
        float lowest = Float.POSITIVE_INFINITY;
        for (int id = 0; id < logits.length; id++) {
            lowest = targets[id] ? Math.min(lowest, logits[id]) : lowest;
        }
        int count = 0;
        for (float logit : logits) {
            count += logit >= lowest ? 1 : 0;
        }
        return count;
    }

    private static double loss(float[] logits, boolean[] targets) {
        long wrong = 0;
        long labels = 0;
        for (int id = 0; id < logits.length; id++) {
            labels += targets[id] ? 1 : 0;
            for (int other = 0; targets[id] && other < logits.length; other++) {
                wrong += !targets[other] && logits[other] >= logits[id] ? 1 : 0;
            }
        }
        long pairs = labels * (logits.length - labels);
        return pairs == 0 ? 0 : (double) wrong / pairs;
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int id = 1; id < logits.length; id++) {
            best = logits[id] > logits[best] ? id : best;
        }
        return best;
    }

    /**
     * Returns the mean share of a picture's labels that are among its k best classes, over the pictures with labels.
     *
     * @param predictions the logits and the truth
     * @param k at least 1
     */
    public static double recallAt(Predictions predictions, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
        double sum = 0;
        int labelled = 0;
        for (int image = 0; image < predictions.size(); image++) {
            int labels = predictions.labels(image);
            if (labels > 0) {
                labelled++;
                sum += (double) among(predictions.logits()[image], predictions.targets()[image], k) / labels;
            }
        }
        return sum / labelled;
    }

    /** Returns how many labels have fewer than k classes above them; of equal scores the earlier class is above. */
    private static int among(float[] logits, boolean[] targets, int k) {
        int found = 0;
        for (int id = 0; id < logits.length; id++) {
            int above = 0;
            for (int other = 0; targets[id] && other < logits.length; other++) {
                above += logits[other] > logits[id] || logits[other] == logits[id] && other < id ? 1 : 0;
            }
            found += targets[id] && above < k ? 1 : 0;
        }
        return found;
    }
}
