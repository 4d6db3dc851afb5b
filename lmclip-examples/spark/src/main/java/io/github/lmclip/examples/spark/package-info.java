/**
 * Scoring pictures on many machines: {@code ScorePhotos} is the job, {@code PartitionScores} what a task does and
 * {@code ExecutorClassifier} the one classifier of each executor.
 */
package io.github.lmclip.examples.spark;
