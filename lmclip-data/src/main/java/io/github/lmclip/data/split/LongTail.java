package io.github.lmclip.data.split;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Long-tailed splits out of balanced multi-label ones, as VOC-MLT and COCO-MLT were made.
 *
 * <p>The classes are ranked by how often they accompany others: the sum of P(class | other class) over all classes. In this
 * order each gets its count of the curve: images of the class are drawn until it has that many, or, where images drawn for
 * earlier classes brought more, such images are taken away again. As images carry several classes, what is done for later
 * ones moves the counts of earlier ones: the result follows the curve roughly, as the published sets do.
 *
 * @see <a href="https://arxiv.org/abs/2007.09654">Wu et al., Distribution-Balanced Loss for Multi-Label Classification in
 *     Long-Tailed Datasets, ECCV 2020</a>, section 3, and the code published with it
 */
public final class LongTail {

    private LongTail() {}

    /**
     * Draws a long-tailed part of a split. Departures from the published code: a class with fewer images than its count
     * gives all (there, VOC stops with an error); and the last image of another class is not taken away, so that a class
     * that has images keeps some.
     *
     * @param whole the split to draw from
     * @param curve the counts to come near to
     * @param seed of the draws
     * @return the drawn images in their former order; images without labels are never drawn
     */
    public static LongTailDataset subsample(LongTailDataset whole, ParetoCurve curve, long seed) {
        LongTailDraw draw = new LongTailDraw(whole, new SplittableRandom(seed));
        List<Integer> ranked = Cooccurrence.of(whole).byCompany();
        List<Integer> counts = curve.counts(ranked.size());
        for (int rank = 0; rank < counts.size(); rank++) {
            draw.bring(ranked.get(rank), counts.get(rank));
        }
        List<Sample> samples = new ArrayList<>();
        for (int image = 0; image < whole.size(); image++) {
            if (draw.isDrawn(image)) {
                samples.add(whole.samples().get(image));
            }
        }
        return new LongTailDataset(whole.name() + " long-tailed", whole.classNames(), samples);
    }
}
