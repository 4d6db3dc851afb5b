package io.github.lmclip.core.hub;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Weights that somebody publishes under a name. */
public sealed interface PublishedWeights permits OpenAiModel, HubRepository {

    /**
     * Returns the weights of a name: {@code hf:owner/name} or {@code hf:owner/name@revision} for a repository of Hugging
     * Face, OpenCLIP's {@code ViT-B-32/laion2b_s34b_b79k}, or OpenAI's {@code ViT-B/32}.
     *
     * @throws IllegalArgumentException if nothing is known by that name
     */
    static PublishedWeights parse(String name) {
        if (name.startsWith(HubRepository.SCHEME)) {
            return HubRepository.parse(name);
        }
        Optional<PublishedWeights> openAi = OpenAiModel.of(name).map(model -> model);
        return openAi.or(() -> OpenClipModel.of(name).map(OpenClipModel::repository))
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected hf:owner/name or hf:owner/name@revision, or one of %s; got \"%s\""
                                .formatted(knownNames(), name)));
    }

    private static String knownNames() {
        return Stream.concat(
                        Stream.of(OpenAiModel.values()).map(OpenAiModel::modelName),
                        Stream.of(OpenClipModel.values()).map(OpenClipModel::modelName))
                .collect(Collectors.joining(", "));
    }
}
