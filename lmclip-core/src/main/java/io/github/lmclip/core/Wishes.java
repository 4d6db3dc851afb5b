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
        NetworkWish network,
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
                NetworkWish.none(),
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
                network,
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

    Wishes withNetwork(NetworkWish network) {
        return new Wishes(
                dataset,
                network,
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
                network,
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
                network,
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
                network,
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
                network,
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
                network,
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
                network,
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
                network,
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
                network,
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
                network,
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
                network,
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
        return dataset.orElseThrow(
                () -> new IllegalStateException("dataset(...) is missing; say it before train() or zeroShot()"));
    }

    /** Returns the network to build: that of the weights which were said, else of the backbone's published ones. */
    Blueprint blueprint() {
        return weights.orElseGet(() -> Weights.of(network.needBackbone())).blueprint(network);
    }
}
