package io.github.lmclip.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The published long-tailed multi-label benchmarks. Their class names and splits are part of this library; the images
 * are not.
 *
 * @see <a href="https://arxiv.org/abs/2007.09654">Wu et al., Distribution-Balanced Loss for Multi-Label Classification in
 *     Long-Tailed Datasets, ECCV 2020</a>
 */
public enum Benchmark implements DatasetSource {
    /** VOC-MLT: 1,142 training images of VOC 2012 and the 4,952 test images of VOC 2007, 20 classes. */
    VOC_MLT(
            "voc-mlt",
            "voc_mlt",
            "",
            "Run ./lmclip fetch voc-mlt %1$s, or get http://host.robots.ox.ac.uk/pascal/VOC/voc2012/VOCtrainval_11-May-2012.tar"
                    + " (2.0 GB, MD5 6cd6e144f989b92b3379bac3b3de84fd) and"
                    + " http://host.robots.ox.ac.uk/pascal/VOC/voc2007/VOCtest_06-Nov-2007.tar"
                    + " (0.45 GB, MD5 b6e924de25625d8de591ea690078ad9f) and unpack both in %1$s,"
                    + " so that %1$s/VOCdevkit/VOC2012/JPEGImages and %1$s/VOCdevkit/VOC2007/JPEGImages exist."),
    /** COCO-MLT: 1,909 training images of COCO train2017 and the 5,000 images of val2017, 80 classes. */
    COCO_MLT(
            "coco-mlt",
            "coco_mlt",
            "images",
            "Run ./lmclip fetch coco-mlt %1$s (1.1 GB, the listed images alone), or get"
                    + " http://images.cocodataset.org/zips/train2017.zip (18 GB) and"
                    + " http://images.cocodataset.org/zips/val2017.zip (1 GB)"
                    + " and put them below %1$s/images, so that %1$s/images/train2017 and %1$s/images/val2017 exist.");

    private final String id;
    private final String folder;
    private final String imageFolder;
    private final String howToGetImages;

    Benchmark(String id, String folder, String imageFolder, String howToGetImages) {
        this.id = id;
        this.folder = folder;
        this.imageFolder = imageFolder;
        this.howToGetImages = howToGetImages;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> classNames() {
        return ClassNames.parse(resource("classes.txt"), lines("classes.txt"));
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        String file = split.word() + ".txt";
        List<Sample> samples = new CompactSplit(resource(file)).read(lines(file), images.resolve(imageFolder));
        return new LongTailDataset(id + " " + split.word(), classNames(), samples);
    }

    /** Returns how many images of a split show each class, as published. */
    public List<Integer> publishedCounts(Split split) {
        return lines("counts.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .map(words -> Integer.valueOf(words[words.length - (split == Split.TRAIN ? 2 : 1)]))
                .toList();
    }

    private String resource(String file) {
        return folder + "/" + file;
    }

    private List<String> lines(String file) {
        try (InputStream stream = Benchmark.class.getResourceAsStream(resource(file))) {
            return TextFile.lines(resource(file), stream.readAllBytes(), "this library's own lists");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns {@code datasets/voc_mlt} or {@code datasets/coco_mlt}, below the folder that the program runs in. */
    @Override
    public Path defaultImages() {
        return Path.of("datasets", folder);
    }

    @Override
    public String howToGetImages(Path images) {
        return howToGetImages.formatted(images);
    }
}
