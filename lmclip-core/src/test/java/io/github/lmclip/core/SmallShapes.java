package io.github.lmclip.core;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginnings of the drawn set's splits, small enough for a test; one picture may be broken. */
public record SmallShapes(int trainSize, int testSize, int broken) implements DatasetSource {

    public SmallShapes(int trainSize, int testSize) {
        this(trainSize, testSize, -1);
    }

    public SmallShapes withBrokenPicture(int place) {
        return new SmallShapes(trainSize, testSize, place);
    }

    @Override
    public String id() {
        return "small-shapes";
    }

    @Override
    public List<String> classNames() {
        return ShapesMlt.DEFAULT.classNames();
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        LongTailDataset whole = ShapesMlt.DEFAULT.read(split, images);
        List<Sample> samples = new ArrayList<>(whole.samples().subList(0, split == Split.TRAIN ? trainSize : testSize));
        if (split == Split.TRAIN && broken >= 0) {
            String name = "%s/%s/%d".formatted(id(), split.word(), broken);
            samples.set(broken, new Sample(new Broken(name), samples.get(broken).classes()));
        }
        return new LongTailDataset(id() + " " + split.word(), classNames(), samples);
    }

    @Override
    public Path defaultImages() {
        return Path.of("");
    }

    @Override
    public String howToGetImages(Path images) {
        return "";
    }

    private record Broken(String name) implements Picture {

        @Override
        public Bitmap bitmap() {
            throw new PictureException(name + " is broken on purpose");
        }
    }
}
