package io.github.lmclip.examples.cli.data;

import io.github.lmclip.data.ClassNames;
import io.github.lmclip.data.formats.DatasetFormat;
import io.github.lmclip.data.formats.ReadOptions;
import io.github.lmclip.data.inspect.LabelledData;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which data a command looks at, and how it is read. */
final class DataOptions {

    @Parameters(
            paramLabel = "DATA",
            description = {
                "voc-mlt, coco-mlt or shapes-mlt; a folder of their images; a folder with train and test, as files",
                "or folders; or one file or folder of a format below."
            })
    private String place;

    @Option(
            names = "--format",
            description = "list, csv, folders, coco, voc or jsonl (default: as name and content tell).",
            paramLabel = "FORMAT")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--images",
            description = "The folder that paths start at (default: the file's own).",
            paramLabel = "DIR")
    private Optional<Path> images = Optional.empty();

    @Option(
            names = "--classes",
            description = "Class names, one a line (default: those found, sorted).",
            paramLabel = "FILE")
    private Optional<Path> classes = Optional.empty();

    @Option(names = "--allow-outside", description = "Allow images outside of that folder, and links that leave it.")
    private boolean outside;

    LabelledData read() {
        ReadOptions options = new ReadOptions(images, classes.map(ClassNames::read), outside);
        return LabelledData.read(place, format.map(DatasetFormat::named), options);
    }
}
