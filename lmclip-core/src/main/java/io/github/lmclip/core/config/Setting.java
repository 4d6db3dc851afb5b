package io.github.lmclip.core.config;

/**
 * One value that somebody wrote.
 *
 * @param text the value
 * @param origin where it stands, for messages
 */
record Setting(String text, String origin) {}
