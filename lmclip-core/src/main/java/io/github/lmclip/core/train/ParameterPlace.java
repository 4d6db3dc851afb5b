package io.github.lmclip.core.train;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.clip.LogitHead;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in CLIP a parameter is and what it does there, read off OpenAI's name for it.
 *
 * @param part the tower
 * @param kind what it is
 * @param block 0 before the tower's first block, n in its n-th, one more than there are after the last
 * @param blocks of the tower; 0 where there is no tower
 */
record ParameterPlace(Part part, Kind kind, int block, int blocks) {

    /** The parts of CLIP. */
    enum Part {
        IMAGE_TOWER,
        TEXT_TOWER,
        /** Logit scale, logit bias and trained labels. */
        REST
    }

    /** What weight decay and freezing tell apart. */
    enum Kind {
        WEIGHT,
        BIAS,
        /** Weight or bias of a normalisation. */
        NORM,
        /** Of tokens, positions and the class token. */
        EMBEDDING,
        LOGIT_SCALE
    }

    private static final String VISUAL = "visual.";
    private static final String LOGIT_SCALE = "logit_scale";
    private static final String LOGIT_BIAS = "logit_bias";

    private static final Pattern NORM = Pattern.compile("(^|.*\\.)(ln_\\w+|bn\\d|downsample\\.1)\\.\\w+");
    private static final Pattern EMBEDDING = Pattern.compile(".*(class|positional|token)_embedding.*");
    private static final Pattern TRANSFORMER = Pattern.compile("transformer\\.resblocks\\.(\\d+)\\..*");
    private static final Pattern RESNET = Pattern.compile("layer(\\d)\\.(\\d+)\\..*");
    private static final Pattern BEGINNING =
            Pattern.compile("(conv\\d|bn\\d|ln_pre|token_embedding)\\..*|class_embedding|positional_embedding");

    /** Reads a name. */
    static ParameterPlace of(String name, Backbone backbone) {
        if (name.equals(LOGIT_SCALE)) {
            return new ParameterPlace(Part.REST, Kind.LOGIT_SCALE, 0, 0);
        }
        if (name.equals(LogitHead.LABELS)) {
            return new ParameterPlace(Part.REST, Kind.WEIGHT, 0, 0);
        }
        if (name.equals(LOGIT_BIAS)) {
            return new ParameterPlace(Part.REST, Kind.BIAS, 0, 0);
        }
        boolean image = name.startsWith(VISUAL);
        int blocks = image ? imageBlocks(backbone) : backbone.text().layers();
        String inTower = image ? name.substring(VISUAL.length()) : name;
        return new ParameterPlace(
                image ? Part.IMAGE_TOWER : Part.TEXT_TOWER, kind(name), block(inTower, backbone, blocks), blocks);
    }

    /** Returns the image tower's blocks: transformer blocks, or bottlenecks of all stages. */
    static int imageBlocks(Backbone backbone) {
        return backbone.image() instanceof ImageTower.Vit vit ? vit.layers() : bottlenecks(stages(backbone));
    }

    private static List<Integer> stages(Backbone backbone) {
        return ((ImageTower.ResNet) backbone.image()).layers();
    }

    private static int bottlenecks(List<Integer> stages) {
        return stages.stream().mapToInt(count -> count).sum();
    }

    private static Kind kind(String name) {
        if (NORM.matcher(name).matches()) {
            return Kind.NORM;
        }
        if (EMBEDDING.matcher(name).matches()) {
            return Kind.EMBEDDING;
        }
        return name.endsWith("bias") ? Kind.BIAS : Kind.WEIGHT;
    }

    private static int block(String inTower, Backbone backbone, int blocks) {
        Matcher transformer = TRANSFORMER.matcher(inTower);
        if (transformer.matches()) {
            return Integer.parseInt(transformer.group(1)) + 1;
        }
        Matcher resNet = RESNET.matcher(inTower);
        if (resNet.matches()) {
            int stage = Integer.parseInt(resNet.group(1));
            return bottlenecks(stages(backbone).subList(0, stage - 1)) + Integer.parseInt(resNet.group(2)) + 1;
        }
        return BEGINNING.matcher(inTower).matches() ? 0 : blocks + 1;
    }

    /** Returns how many steps down from what follows the last block it is; 0 outside of the towers. */
    int fromTop() {
        return part == Part.REST ? 0 : blocks + 1 - block;
    }
}
