package io.github.lmclip.core.ablation;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.data.split.StratifiedSplit;
import java.nio.file.Path;
import java.util.List;

/**
 * A dataset whose test split is not touched: choices are made on a stratified fifth of the training images, which training
 * then goes without. The drawn set has pictures of its own for that.
 *
 * @param source the dataset
 */
record HeldOut(DatasetSource source) implements DatasetSource {

    private static final StratifiedSplit FIFTH = new StratifiedSplit(0.2, 0);

    @Override
    public String id() {
        return source.id() + "-held-out";
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        LongTailDataset training = source.read(Split.TRAIN, images);
        if (source instanceof ShapesMlt shapes) {
            return split == Split.TRAIN ? training : shapes.validation();
        }
        StratifiedSplit.Sides sides = FIFTH.of(training);
        return split == Split.TRAIN ? sides.train() : sides.test();
    }

    @Override
    public Path defaultImages() {
        return source.defaultImages();
    }

    @Override
    public String howToGetImages(Path images) {
        return source.howToGetImages(images);
    }
}
