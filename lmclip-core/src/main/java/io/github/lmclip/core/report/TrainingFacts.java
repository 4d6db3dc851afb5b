package io.github.lmclip.core.report;

import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a run trained on, and what its sampler showed it: the draws are made again, which the seed allows.
 *
 * @param images pictures to draw from
 * @param counts those of each class
 * @param sampler how they were drawn
 * @param epochs whose draws are counted
 * @param draws pictures of each class that an epoch showed, in the mean
 * @param distinct different pictures that an epoch showed, in the mean
 * @param never pictures that no epoch showed
 * @param most how often the picture that came most often was shown in all
 */
record TrainingFacts(
        int images,
        List<Integer> counts,
        String sampler,
        int epochs,
        List<Double> draws,
        double distinct,
        int never,
        int most) {

    TrainingFacts {
        counts = List.copyOf(counts);
        draws = List.copyOf(draws);
    }

    /** Draws what a run of so many epochs drew from the pictures that it trained on. */
    static TrainingFacts of(LongTailDataset training, TrainingOptions options, int epochs) {
        Sampler sampler = options.sampler().of(training, options.samplingPower(), options.seed());
        int[] shown = new int[training.size()];
        double distinct = 0;
        int counted = Math.max(1, epochs);
        for (int epoch = 1; epoch <= counted; epoch++) {
            int[] order = sampler.indices(epoch).toArray();
            Arrays.stream(order).forEach(image -> shown[image]++);
            distinct += Arrays.stream(order).distinct().count();
        }
        return new TrainingFacts(
                training.size(),
                ClassFrequencies.of(training).counts(),
                "%s, power %s".formatted(Words.of(options.sampler()), options.samplingPower()),
                counted,
                draws(training, shown, counted),
                distinct / counted,
                (int) Arrays.stream(shown).filter(times -> times == 0).count(),
                Arrays.stream(shown).max().orElse(0));
    }

    private static List<Double> draws(LongTailDataset training, int[] shown, int epochs) {
        double[] draws = new double[training.classNames().size()];
        for (int image = 0; image < shown.length; image++) {
            double times = (double) shown[image] / epochs;
            training.samples().get(image).classes().forEach(id -> draws[id] += times);
        }
        List<Double> found = new ArrayList<>();
        Arrays.stream(draws).forEach(found::add);
        return found;
    }
}
