package io.github.lmclip.core.config;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.List;

/** Two splits that have been read already. */
record ReadSource(String id, LongTailDataset train, LongTailDataset test) implements DatasetSource {

    @Override
    public List<String> classNames() {
        return train.classNames();
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        return split == Split.TRAIN ? train : test;
    }

    @Override
    public Path defaultImages() {
        return Path.of(id);
    }

    @Override
    public String howToGetImages(Path images) {
        return "Put the images that the files of %s name where they say.".formatted(id);
    }
}
