package io.github.lmclip.core;

import ai.djl.Device;
import ai.djl.training.listener.TrainingListener;
import io.github.lmclip.core.hub.Hub;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.watch.WatchOptions;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.PromptTemplates;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.losses.Loss;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What has been said to a builder so far; what is empty follows from the preset, the backbone or the dataset. Changed only
 * by {@link #with}, before anybody else sees the copy.
 */
final class Wishes implements Cloneable {

    Optional<DatasetSource> dataset = Optional.empty();
    Optional<List<String>> labels = Optional.empty();
    PromptTemplates prompts = PromptTemplates.LM_CLIP;
    NetworkWish network = NetworkWish.none();
    Optional<Path> images = Optional.empty();
    Optional<Function<Hub, Weights>> weights = Optional.empty();
    Optional<Path> adapters = Optional.empty();
    Optional<Path> vocabulary = Optional.empty();
    Optional<Function<ClassFrequencies, Loss>> loss = Optional.empty();
    UnaryOperator<TrainingOptions> training = UnaryOperator.identity();
    LoaderOptions loading = LoaderOptions.defaults();
    Optional<PictureTransform> transform = Optional.empty();
    Optional<Path> captions = Optional.empty();
    ProgressListener listener = new ProgressListener() {};
    Device device = Device.cpu();
    OptionalInt threads = OptionalInt.empty();
    List<Device> replicas = List.of();
    Optional<Path> runFolder = Optional.empty();
    boolean resume;
    boolean changesAccepted;
    OptionalInt pauseAfter = OptionalInt.empty();
    Optional<String> settings = Optional.empty();
    WatchOptions watch = WatchOptions.defaults();
    List<TrainingListener> djlListeners = List.of();
    Hub hub = Hub.ofProcess();

    /** Returns a changed copy. */
    Wishes with(Consumer<Wishes> change) {
        try {
            Wishes copy = (Wishes) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    DatasetSource needDataset() {
        return dataset.orElseThrow(() -> missing("dataset(...)", "train()"));
    }

    /** Returns the network to build: that of the weights which were said, else of the backbone's own, fetched if in no cache. */
    Blueprint blueprint() {
        return weights.map(choice -> choice.apply(hub))
                .orElseGet(() -> Weights.of(network.needBackbone(), hub))
                .blueprint(network);
    }

    static IllegalStateException missing(String word, String verb) {
        return new IllegalStateException("%s is missing; say it before %s".formatted(word, verb));
    }
}
