/**
 * Published files and where they are found: {@link io.github.lmclip.core.hub.PublishedWeights} names weights, by OpenAI's
 * name ({@link io.github.lmclip.core.hub.OpenAiModel}), by OpenCLIP's ({@link io.github.lmclip.core.hub.OpenClipModel}) or by
 * a Hugging Face repository ({@link io.github.lmclip.core.hub.HubRepository}); {@link io.github.lmclip.core.hub.Hub} gives
 * the file, from a cache where it is there, else from the network.
 *
 * <p>{@link io.github.lmclip.core.hub.Surroundings} lists the environment variables that count.
 */
package io.github.lmclip.core.hub;
