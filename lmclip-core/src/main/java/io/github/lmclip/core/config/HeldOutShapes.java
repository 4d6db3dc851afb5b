package io.github.lmclip.core.config;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.List;

/**
 * The drawn set with its pictures for choices in the place of the test split.
 *
 * @param shapes the drawn set
 */
record HeldOutShapes(ShapesMlt shapes) implements DatasetSource {

    @Override
    public String id() {
        return shapes.id() + "-held-out";
    }

    @Override
    public List<String> classNames() {
        return shapes.classNames();
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        return split == Split.TRAIN ? shapes.read(split, images) : shapes.validation();
    }

    @Override
    public Path defaultImages() {
        return shapes.defaultImages();
    }

    @Override
    public String howToGetImages(Path images) {
        return shapes.howToGetImages(images);
    }

    @Override
    public boolean isHeldOut() {
        return true;
    }
}
