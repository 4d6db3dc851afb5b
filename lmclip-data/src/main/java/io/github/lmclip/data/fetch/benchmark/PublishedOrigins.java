package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.FileCheck;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the benchmarks' files are published. */
final class PublishedOrigins {

    private static final String COCO = "http://images.cocodataset.org/";
    private static final String COCO_FOLDER = "images/";

    /** {@code train2017.zip} has 19,336,861,798 bytes and 118,287 images, {@code val2017.zip} 815,585,330 and 5,000. */
    private static final long COCO_MEAN_BYTES = 163_460;

    private static final String VOC = "http://host.robots.ox.ac.uk/pascal/VOC/";

    private static final String CAPTIONS = "https://raw.githubusercontent.com/damilab/lm-clip/"
            + "998399995a0ccf444c87f327b5688034d421bcbe/dataset_loaders/";

    private static final FileCheck PICTURE = new DecodedPicture();

    private PublishedOrigins() {}

    static List<Origin> of(Benchmark benchmark, boolean trainOnly, boolean captions) {
        List<Origin> origins = new ArrayList<>();
        for (Split split : trainOnly ? List.of(Split.TRAIN) : List.of(Split.TRAIN, Split.TEST)) {
            origins.add(images(benchmark, split));
        }
        if (captions) {
            origins.add(captions(benchmark));
        }
        return origins;
    }

    private static Origin images(Benchmark benchmark, Split split) {
        String name = benchmark.id() + " " + split.word();
        List<String> paths = paths(benchmark, split);
        return switch (benchmark) {
            case VOC_MLT -> voc(name, split, paths);
            case COCO_MLT ->
                new SingleFiles(
                        name,
                        COCO,
                        paths.stream()
                                .map(path ->
                                        RemoteFile.of(path, URI.create(COCO + path.substring(COCO_FOLDER.length()))))
                                .toList(),
                        COCO_MEAN_BYTES,
                        PICTURE);
        };
    }

    private static TarArchive voc(String name, Split split, List<String> paths) {
        return split == Split.TRAIN
                ? new TarArchive(
                        name,
                        URI.create(VOC + "voc2012/VOCtrainval_11-May-2012.tar"),
                        1_999_639_040L,
                        Checksum.md5("6cd6e144f989b92b3379bac3b3de84fd"),
                        paths,
                        PICTURE)
                : new TarArchive(
                        name,
                        URI.create(VOC + "voc2007/VOCtest_06-Nov-2007.tar"),
                        451_020_800L,
                        Checksum.md5("b6e924de25625d8de591ea690078ad9f"),
                        paths,
                        PICTURE);
    }

    private static List<String> paths(Benchmark benchmark, Split split) {
        Path root = Path.of("");
        return benchmark.read(split, root).samples().stream()
                .map(sample -> sample.picture().location().orElseThrow())
                .map(path -> path.toString().replace('\\', '/'))
                .toList();
    }

    private static Origin captions(Benchmark benchmark) {
        return switch (benchmark) {
            case VOC_MLT ->
                captions(
                        "voc_mlt/longtail2012/voc_lt_captions.txt",
                        104_823,
                        "a986c2d493d4258aa470fe0b48b66b12c1ec338e4341dda3fb4c46ef9865f273");
            case COCO_MLT ->
                captions(
                        "coco_mlt/longtail2017/coco_lt_captions.txt",
                        572_056,
                        "4bcc3de5c20e3561f6bbe90188c00cea3adf1eab58245f761e4fd9b93319fecd");
        };
    }

    private static Origin captions(String path, long bytes, String sha256) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        URI address = URI.create(CAPTIONS + path);
        RemoteFile captions =
                new RemoteFile(file, address, Optional.of(Checksum.sha256(sha256)), OptionalLong.of(bytes));
        return new SingleFiles("captions", address.toString(), List.of(captions), bytes, FileCheck.NONE);
    }
}
