package io.github.lmclip.core;

import ai.djl.Device;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.losses.Loss;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What has been said to a builder so far; what is empty follows from the preset, the backbone or the dataset. */
record Wishes(
        Optional<DatasetSource> dataset,
        Optional<Backbone> backbone,
        Optional<Path> images,
        Optional<Weights> weights,
        Optional<Path> vocabulary,
        Optional<Function<ClassFrequencies, Loss>> loss,
        UnaryOperator<TrainingOptions> training,
        Optional<PictureTransform> transform,
        Optional<Path> captions,
        ProgressListener listener,
        Device device,
        Optional<Path> runFolder) {

    static Wishes none() {
        return new Wishes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                UnaryOperator.identity(),
                Optional.empty(),
                Optional.empty(),
                new ProgressListener() {},
                Device.cpu(),
                Optional.empty());
    }

    Wishes withDataset(DatasetSource dataset) {
        return new Wishes(
                Optional.of(dataset),
                backbone,
                images,
                weights,
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withBackbone(Backbone backbone) {
        return new Wishes(
                dataset,
                Optional.of(backbone),
                images,
                weights,
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withImages(Path images) {
        return new Wishes(
                dataset,
                backbone,
                Optional.of(images),
                weights,
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withWeights(Weights weights) {
        return new Wishes(
                dataset,
                backbone,
                images,
                Optional.of(weights),
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withVocabulary(Path vocabulary) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                Optional.of(vocabulary),
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withLoss(Function<ClassFrequencies, Loss> loss) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                vocabulary,
                Optional.of(loss),
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withTraining(UnaryOperator<TrainingOptions> training) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withTransform(PictureTransform transform) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                vocabulary,
                loss,
                training,
                Optional.of(transform),
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withCaptions(Path captions) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                vocabulary,
                loss,
                training,
                transform,
                Optional.of(captions),
                listener,
                device,
                runFolder);
    }

    Wishes withListener(ProgressListener listener) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withDevice(Device device) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                runFolder);
    }

    Wishes withRunFolder(Path runFolder) {
        return new Wishes(
                dataset,
                backbone,
                images,
                weights,
                vocabulary,
                loss,
                training,
                transform,
                captions,
                listener,
                device,
                Optional.of(runFolder));
    }

    DatasetSource needDataset() {
        return dataset.orElseThrow(() -> missing("dataset(...)"));
    }

    Backbone needBackbone() {
        return backbone.orElseThrow(() -> missing("backbone(...)"));
    }

    private static IllegalStateException missing(String word) {
        return new IllegalStateException(word + " is missing; say it before train() or zeroShot()");
    }
}
