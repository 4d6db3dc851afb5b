/**
 * From a file of weights in anybody's naming to a CLIP's parameters. Start at {@link
 * io.github.lmclip.core.checkpoint.Checkpoint}: names are recognised and translated ({@code StoredNames}, {@code
 * HuggingFaceNames}, {@code OpenAiNames}), a configuration is looked for ({@code ConfigurationFiles}, with a reader for
 * Hugging Face's and one for OpenCLIP's), the network is inferred from both ({@code Architecture}), and positions are
 * resized where another picture size is wanted ({@code ResizedPositions}).
 *
 * @see <a href="https://github.com/openai/CLIP/blob/main/clip/model.py">build_model of openai/CLIP</a>
 */
package io.github.lmclip.core.checkpoint;
