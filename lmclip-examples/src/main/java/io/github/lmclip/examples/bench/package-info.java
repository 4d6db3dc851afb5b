/**
 * The measurement behind {@code lmclip bench infer}: each engine in a process of its own ({@code InferWorker}, or a
 * script in {@code peer/}), which {@code InferProcess} asks for runs, so that engines can take turns.
 */
package io.github.lmclip.examples.bench;
