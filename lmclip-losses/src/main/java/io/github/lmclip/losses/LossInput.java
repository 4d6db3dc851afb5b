package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a batch offers to a loss. Not all losses need all of it; who asks for what is absent gets an {@link
 * IllegalStateException} that says what is missing.
 *
 * @param logits scaled cosines of pictures and class prompts, [N, C], unbounded
 * @param targets 1 where the class is in the picture, else 0, [N, C], of the logits' type
 * @param images image embeddings of length 1, [N, D]
 * @param texts caption embeddings of length 1, [N, D], row i being the caption of picture i
 * @param logitScale factor from cosines to logits, [], > 0: the exponential of what is trained
 * @param logitBias summand of pairwise logits, [], trained
 * @param captionIds a number for each picture's caption, equal where captions are equal, [N], of the logits' type
 */
public record LossInput(
        Optional<NDArray> logits,
        Optional<NDArray> targets,
        Optional<NDArray> images,
        Optional<NDArray> texts,
        Optional<NDArray> logitScale,
        Optional<NDArray> logitBias,
        Optional<NDArray> captionIds) {

    /**
     * Checks that shapes and types fit each other.
     *
     * @throws IllegalArgumentException if they do not
     */
    public LossInput {
        requireMatrices("logits", logits, "targets", targets);
        requireMatrices("images", images, "texts", texts);
        if (logits.isPresent() && images.isPresent()) {
            long rows = logits.get().getShape().get(0);
            long pictures = images.get().getShape().get(0);
            require(rows == pictures, "logits have %d rows, images %d".formatted(rows, pictures));
        }
        requireScalar("logitScale", logitScale);
        requireScalar("logitBias", logitBias);
        if (captionIds.isPresent() && images.isPresent()) {
            Shape wanted = new Shape(images.get().getShape().get(0));
            Shape shape = captionIds.get().getShape();
            require(shape.equals(wanted), "captionIds must have the shape %s, got %s".formatted(wanted, shape));
        }
        requireOneType(Arrays.asList(logits, targets, images, texts, logitScale, logitBias, captionIds));
    }

    private static void requireScalar(String name, Optional<NDArray> array) {
        array.ifPresent(found -> require(
                found.getShape().dimension() == 0,
                "%s must be a scalar of shape (), got %s".formatted(name, found.getShape())));
    }

    /** A mixture would be computed in the widest type, which nobody asked for. */
    private static void requireOneType(List<Optional<NDArray>> arrays) {
        Set<DataType> types = arrays.stream()
                .flatMap(Optional::stream)
                .map(NDArray::getDataType)
                .collect(Collectors.toCollection(TreeSet::new));
        require(types.size() <= 1, "all arrays of a batch must have one number type, got " + types);
    }

    private static void requireMatrices(
            String name, Optional<NDArray> first, String otherName, Optional<NDArray> second) {
        require(first.isPresent() == second.isPresent(), "give both %s and %s or neither".formatted(name, otherName));
        if (first.isPresent()) {
            Shape shape = first.get().getShape();
            Shape other = second.get().getShape();
            require(
                    shape.dimension() == 2 && shape.equals(other),
                    "%s and %s must be two matrices of one shape, got %s and %s"
                            .formatted(name, otherName, shape, other));
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Returns a batch for losses on logits alone. */
    public static LossInput of(NDArray logits, NDArray targets) {
        return new LossInput(
                given("logits", logits),
                given("targets", targets),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a batch for losses on pictures and their captions alone. */
    public static LossInput ofPairs(NDArray images, NDArray texts, NDArray logitScale) {
        return new LossInput(
                Optional.empty(),
                Optional.empty(),
                given("images", images),
                given("texts", texts),
                given("logitScale", logitScale),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a batch for losses on logits and on pairs. */
    public static LossInput of(NDArray logits, NDArray targets, NDArray images, NDArray texts, NDArray logitScale) {
        return new LossInput(
                given("logits", logits),
                given("targets", targets),
                given("images", images),
                given("texts", texts),
                given("logitScale", logitScale),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns this batch with the trained bias of pairwise logits. */
    public LossInput withLogitBias(NDArray bias) {
        return new LossInput(logits, targets, images, texts, logitScale, given("logitBias", bias), captionIds);
    }

    /** Returns this batch with numbers [N] that tell which captions are equal. */
    public LossInput withCaptionIds(NDArray ids) {
        return new LossInput(logits, targets, images, texts, logitScale, logitBias, given("captionIds", ids));
    }

    private static Optional<NDArray> given(String name, NDArray array) {
        return Optional.of(Objects.requireNonNull(array, name));
    }

    /** Returns what is there, or says what is not. */
    static NDArray need(String name, Optional<NDArray> array) {
        return array.orElseThrow(
                () -> new IllegalStateException("this loss needs %s, and the batch has none".formatted(name)));
    }

    NDArray needLogits() {
        return need("logits", logits);
    }

    NDArray needTargets() {
        return need("targets", targets);
    }

    /** Returns the pairwise logits [N, N] of pictures and captions: scale * image . text. */
    NDArray pairLogits() {
        NDArray scaled = need("images", images).mul(need("logitScale", logitScale));
        return scaled.matMul(need("texts", texts).transpose());
    }

    /** Returns the number of classes C. */
    public long classes() {
        return needLogits().getShape().get(1);
    }

    /** Returns the number of pictures N. */
    public long size() {
        return logits.or(() -> images)
                .map(array -> array.getShape().get(0))
                .orElseThrow(() -> new IllegalStateException("this batch has no arrays"));
    }
}
