package io.github.lmclip.examples.cli.evaluate;

/**
 * Which model was measured, and how it came to be the one.
 *
 * @param model the file, or words
 * @param choice how it was chosen, as far as that is known
 */
record Provenance(String model, String choice) {}
