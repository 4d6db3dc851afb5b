package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss family against the values and gradients that the authors' codes gave. */
class GoldenFamilyTest {

    /** Reference values of what is no loss of this library: configurations by how they begin. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "hpdval/fusion", "scores of patches and pictures: a model's output, not a loss",
            "hpdval/stage1_total", "a sum with a distance of features that is 0 by construction in that code",
            "hpdval/stage2_total", "a sum with a distance of prompt features, part of that model's training",
            "hpdval/joint_total", "both of these sums",
            "hpdval/CosLoss", "a distance of Gram matrices that the published training never calls",
            "hpdval/ReConsLoss", "a distance of features that the published training never calls",
            "lmpt_csm/published", "throws for every input",
            "lmpt_csm/repaired_softmax", "takes the softmax of the counts for counts, which gives NaN");

    private static final String EMBEDDING = "lmpt_csm/";
    private static final String TOTAL = "lmpt_total/";

    /** Takes the number of batches for the number of images. */
    private static final String WRONG_COUNTS = "bl/voc/DBloss_trainnum18";

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void lossesOfLogitsAgreeWithPublishedCode(GoldenSource source) {
        Predicate<String> other =
                config -> config.startsWith(EMBEDDING) || config.startsWith(TOTAL) || config.equals(WRONG_COUNTS);
        List<FamilyReference> references = references(source, other.negate());
        for (FamilyReference reference : references) {
            PublishedFamily published = PublishedFamily.of(reference.golden(), reference.stored());
            for (Precision precision : Precision.values()) {
                check(reference, published.loss(), replaced(published), precision);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void namedLossesHaveThePublishedSettings(GoldenSource source) {
        for (FamilyReference reference :
                references(source, config -> NamedLosses.of(config).isPresent())) {
            PublishedFamily published = PublishedFamily.of(reference.golden(), reference.stored());
            Loss loss = NamedLosses.of(published.config())
                    .orElseThrow()
                    .of(NamedLosses.settings(published.config()), published.classCounts());
            check(reference, loss, replaced(published), Precision.DOUBLE);
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void elementsAgreeWithPublishedCode(GoldenSource source) {
        for (FamilyReference reference : references(source, config -> true).stream()
                .filter(FamilyReference::hasElements)
                .toList()) {
            ComposedLoss loss = (ComposedLoss) unscaled(
                    PublishedFamily.of(reference.golden(), reference.stored()).loss());
            try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
                LossInput batch = batch(reference, tensors);
                reference.checkElements(loss.withReduction(Reduction.NONE).evaluate(batch));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void embeddingLossAgreesWithTheRepairedCode(GoldenSource source) {
        for (FamilyReference reference : references(source, config -> config.startsWith(EMBEDDING))) {
            ClassEmbeddingLoss loss = embeddingLoss(reference);
            for (Precision precision : Precision.values()) {
                try (Tensors tensors = Tensors.of(precision)) {
                    NDArray prompts = tensors.leaf(reference.golden(), reference.input("prompts"));
                    NDArray value = evaluate(loss, reference, prompts, tensors);
                    tensors.backward(value);
                    reference.check(Tensors.value(value), precision);
                    reference.check(prompts, "prompts", List.of(), precision);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void embeddingLossAddsToAClassificationLossAsInTheRepairedCode(GoldenSource source) {
        for (FamilyReference reference : references(source, config -> config.startsWith(TOTAL))) {
            PublishedFamily published = PublishedFamily.of(reference.golden(), reference.stored());
            Loss classification = DistributionBalance.VOC_MLT.copies(published.classCounts());
            for (Precision precision : Precision.values()) {
                try (Tensors tensors = Tensors.of(precision)) {
                    NDArray logits = tensors.leaf(reference.golden(), reference.input("logits"));
                    NDArray prompts = tensors.leaf(reference.golden(), reference.input("prompts"));
                    NDArray targets = tensors.constant(reference.golden(), reference.input("targets"));
                    NDArray embedding = evaluate(embeddingLoss(reference), reference, prompts, tensors);
                    NDArray value = classification
                            .times(published.number("cls_weight", 0))
                            .plus(batch -> Scalars.times(embedding, published.number("csm_weight", 0)))
                            .evaluate(LossInput.of(logits, targets));
                    tensors.backward(value);
                    reference.check(Tensors.value(value), precision);
                    reference.check(prompts, "prompts", List.of(), precision);
                    reference.check(logits, "logits", List.of(), precision);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GoldenSource.class)
    void refusesTheNumberOfBatchesForThatOfImages(GoldenSource source) {
        references(source, WRONG_COUNTS::equals).forEach(reference -> {
            PublishedFamily published = PublishedFamily.of(reference.golden(), reference.stored());
            String message = assertThrows(IllegalArgumentException.class, published::loss)
                    .getMessage();
            int batches = (int) published.number("train_num_N", 0);
            assertTrue(message.matches("counts\\[\\d+] must be in \\[0, " + batches + "], got \\d+"), message);
        });
    }

    /** Returns the reference values of such configurations: at least one, or the test would say nothing. */
    private static List<FamilyReference> references(GoldenSource source, Predicate<String> configs) {
        Golden golden = source.open("losses_family");
        List<FamilyReference> references = golden.cases("cases").stream()
                .filter(stored -> configs.test(stored.get("config").getAsString()))
                .filter(stored -> LEFT_OUT.keySet().stream()
                        .noneMatch(stored.get("config").getAsString()::startsWith))
                .map(stored -> new FamilyReference(golden, stored))
                .toList();
        assertTrue(!references.isEmpty(), "no such reference value in " + source);
        return references;
    }

    private static void check(FamilyReference reference, Loss loss, List<Integer> replaced, Precision precision) {
        try (Tensors tensors = Tensors.of(precision)) {
            LossInput batch = batch(reference, tensors);
            NDArray value = loss.evaluate(batch);
            tensors.backward(value);
            reference.check(Tensors.value(value), precision);
            reference.check(batch.needLogits(), "logits", replaced, precision);
        }
    }

    private static LossInput batch(FamilyReference reference, Tensors tensors) {
        return LossInput.of(
                tensors.leaf(reference.golden(), reference.input("logits")),
                tensors.constant(reference.golden(), reference.input("targets")));
    }

    /** Returns the classes whose count the library replaces to stay finite. */
    private static List<Integer> replaced(PublishedFamily published) {
        ClassCounts counts = published.classCounts();
        return IntStream.range(0, counts.counts().size())
                .filter(id -> counts.counts().get(id) % counts.images() == 0)
                .boxed()
                .toList();
    }

    private static Loss unscaled(Loss loss) {
        ScaledLoss scaled = (ScaledLoss) loss;
        assertEquals(1, scaled.factor());
        return scaled.loss();
    }

    private static ClassEmbeddingLoss embeddingLoss(FamilyReference reference) {
        PublishedFamily published = PublishedFamily.of(reference.golden(), reference.stored());
        boolean counted = published.config().contains("rawcounts");
        return new ClassEmbeddingLoss(
                published.number("margin_kappa", 0),
                published.number("weight_exponent", 0),
                counted ? Optional.of(published.classCounts()) : Optional.empty());
    }

    private static NDArray evaluate(
            ClassEmbeddingLoss loss, FamilyReference reference, NDArray prompts, Tensors tensors) {
        return loss.evaluate(
                tensors.constant(reference.golden(), reference.input("captions")),
                prompts,
                tensors.constant(reference.golden(), reference.input("targets")));
    }
}
