package io.github.lmclip.core.ablation;

import java.util.Locale;
import java.util.Map;

/** The parts of LM-CLIP's recipe that can be left out one at a time. */
public enum RecipePart {
    /** CLIP's loss between pictures and captions. */
    CONTRASTIVE("loss.contrastive", "0"),
    /** The balanced asymmetric loss as a whole. */
    BAL("loss.lambda", "0"),
    /** The division of its logits by the batch's largest; without it, plain sigmoids. */
    NORMALIZATION("loss.normalization", "none"),
    /** Its class weights. */
    CLASS_WEIGHTS("loss.weighted", "false"),
    /** Its label smoothing. */
    SMOOTHING("loss.smoothing", "0"),
    /** Its focusing on absent classes that are hard. */
    FOCUSING("loss.gammaNeg", "0"),
    /** Its shift of the probability of absent classes. */
    MARGIN("loss.margin", "0"),
    /** Class-aware sampling; without it every image comes once per epoch. */
    SAMPLER("training.sampler", "shuffled");

    private final String key;
    private final String off;

    RecipePart(String key, String off) {
        this.key = key;
        this.off = off;
    }

    /** Returns the recipe without this part, named {@code no-} and the part. */
    public Variant without() {
        String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Variant.of("no-" + word, Map.of(key, off));
    }
}
