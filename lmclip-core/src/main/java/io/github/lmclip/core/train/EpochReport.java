package io.github.lmclip.core.train;

import io.github.lmclip.core.eval.Evaluation;
import java.util.Optional;

/**
 * What one epoch did.
 *
 * @param epoch from 1
 * @param learningRate of this epoch
 * @param loss mean objective over the epoch's images
 * @param skipped pictures that could not be decoded and were left out
 * @param seconds wall time of the epoch's steps
 * @param evaluation on the chosen split, where this epoch was evaluated
 */
public record EpochReport(
        int epoch, double learningRate, double loss, int skipped, double seconds, Optional<Evaluation> evaluation) {}
