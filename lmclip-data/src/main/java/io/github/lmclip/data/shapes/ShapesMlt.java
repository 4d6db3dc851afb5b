package io.github.lmclip.data.shapes;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.Bitmap;
import java.nio.file.Path;
import java.util.List;

/**
 * A long-tailed multi-label set that is drawn, not fetched: 20 kinds of figures, up to three in a picture of 64 x 64
 * pixels, by night, with overlap, clutter, noise and changes of scale. Training counts fall along a Pareto curve from 700 to 11, so
 * that head, medium and tail all have classes; the test split is balanced. Everything follows from the seed; a picture is
 * drawn when its pixels are asked for. Curves are drawn by Java2D, whose pixels may change with the JDK in the last bit.
 *
 * @param seed of labels and pixels; another seed gives another set of the same kind
 */
public record ShapesMlt(long seed) implements DatasetSource {

    /** The set of the quickstart. */
    public static final ShapesMlt DEFAULT = new ShapesMlt(2025);

    /** Width and height of every picture, in pixels. */
    public static final int SIDE = 64;

    private static final int TRAIN_IMAGES = 1200;
    private static final int TEST_IMAGES = 1000;
    private static final int VALIDATION_IMAGES = 500;

    @Override
    public String id() {
        return "shapes-mlt";
    }

    @Override
    public List<String> classNames() {
        return Figure.classes().stream().map(Figure::word).toList();
    }

    /** Returns a split of 1,200 training or 1,000 test pictures; {@code images} is ignored, since nothing is read. */
    @Override
    public LongTailDataset read(Split split, Path images) {
        return switch (split) {
            case TRAIN -> dataset("train", new LabelPlan(seed).longTailed(TRAIN_IMAGES));
            case TEST -> dataset("test", new LabelPlan(seed + 1).balanced(TEST_IMAGES));
        };
    }

    /** Returns 500 balanced pictures of neither split, to choose hyper-parameters on. */
    public LongTailDataset validation() {
        return dataset("validation", new LabelPlan(seed + 2).balanced(VALIDATION_IMAGES));
    }

    private LongTailDataset dataset(String part, List<List<Integer>> labels) {
        List<Sample> samples = new java.util.ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            long own = (seed * 31 + part.hashCode()) * 1_000_003L + i;
            Drawing drawing = new Drawing("%s/%s/%d".formatted(id(), part, i), labels.get(i), own);
            samples.add(new Sample(drawing, labels.get(i)));
        }
        return new LongTailDataset(id() + " " + part, classNames(), samples);
    }

    @Override
    public Path defaultImages() {
        return Path.of("");
    }

    @Override
    public String howToGetImages(Path images) {
        return id() + " draws its pictures; nothing is to be fetched.";
    }

    /** A picture of this set, before it is drawn. */
    private record Drawing(String name, List<Integer> classes, long seed) implements Picture {

        @Override
        public Bitmap bitmap() {
            return ClutteredPainter.paint(
                    classes.stream().map(Figure.classes()::get).toList(), seed);
        }
    }
}
