package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.weights.WeightFile;
import io.github.lmclip.core.weights.WeightsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * An open file of CLIP's weights, understood: whose names it has, which network it is for, and its tensors under OpenAI's
 * names. Nothing is read but names and shapes until a tensor is asked for. The caller closes it.
 *
 * <pre>{@code
 * try (Checkpoint file = Checkpoint.open(Path.of("laion/model.safetensors"))) {
 *     System.out.println(file.naming() + " " + file.backbone());
 * }
 * }</pre>
 */
public final class Checkpoint implements AutoCloseable {

    private final WeightFile stored;
    private final StoredNames names;
    private final WeightFile tensors;
    private final Optional<Configuration> configuration;
    private final Backbone backbone;

    private Checkpoint(WeightFile stored, Function<Naming, Optional<Configuration>> beside) {
        this.stored = stored;
        names = StoredNames.of(stored);
        tensors = new OpenAiNames(stored, names);
        configuration =
                ConfigurationFiles.within(stored.name(), stored.metadata()).or(() -> beside.apply(names.naming()));
        backbone = Architecture.infer(tensors, configuration.map(Configuration::backbone));
        configuration.ifPresent(said -> requireAgreement(said.source(), backbone, said.backbone()));
        requireFit(backbone, tensors);
    }

    /**
     * Opens a file of weights, or the folder of a model, whoever named its tensors: OpenAI, OpenCLIP or Hugging Face, and
     * however the model was wrapped when it was stored.
     *
     * <p>Sizes follow from the shapes; heads and activation from the file's own description or the configuration beside it,
     * {@code NAME_config.json}, {@code open_clip_config.json} or {@code config.json}. Without one, heads have 64 channels and
     * the activation is QuickGELU, as in OpenAI's models.
     *
     * @throws IllegalStateException if there is nothing at {@code path}
     * @throws WeightsException if the content breaks its format, is no CLIP, or contradicts its configuration; the message
     *     names the first mismatches
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Checkpoint open(Path path) {
        if (!Files.exists(Objects.requireNonNull(path, "path"))) {
            throw new IllegalStateException("the weights %s are missing, expected a file or a folder".formatted(path));
        }
        return of(WeightFile.open(path), naming -> ConfigurationFiles.beside(path, naming));
    }

    /**
     * Understands a file that is open already, without a look beside it; as {@link #open} otherwise.
     *
     * @param stored the file, which the checkpoint closes, at once if it is refused
     * @throws WeightsException if it is no CLIP, or contradicts its own description
     */
    public static Checkpoint of(WeightFile stored) {
        return of(stored, naming -> Optional.empty());
    }

    private static Checkpoint of(WeightFile stored, Function<Naming, Optional<Configuration>> beside) {
        boolean understood = false;
        try {
            Checkpoint checkpoint = new Checkpoint(stored, beside);
            understood = true;
            return checkpoint;
        } finally {
            if (!understood) {
                stored.close();
            }
        }
    }

    /** Returns whose names the file's tensors carry. */
    public Naming naming() {
        boolean openClip =
                configuration.filter(said -> said.naming() == Naming.OPENCLIP).isPresent();
        return names.naming() == Naming.OPENAI && openClip ? Naming.OPENCLIP : names.naming();
    }

    /** Returns the network that the weights are for, under its published name where it has one. */
    public Backbone backbone() {
        return backbone;
    }

    /** Returns the file that says what shapes do not show, heads and activation, if there is one. */
    public Optional<String> configuration() {
        return configuration.map(Configuration::source);
    }

    /** Returns whether there is a bias on the logits, which CLIP itself does not have. */
    public boolean hasLogitBias() {
        return tensors.tensors().containsKey("logit_bias");
    }

    /** Returns the file as it is, under its own names. */
    public WeightFile stored() {
        return stored;
    }

    /** Returns the weights under OpenAI's names, exactly those of {@link #backbone()}, and a logit bias if there is one. */
    public WeightFile tensors() {
        return tensors;
    }

    /**
     * Returns the weights for pictures of another size: the grid of the image tower's positions is interpolated by an
     * antialiased bicubic filter, as OpenCLIP does.
     *
     * @param resolution side of the square picture in pixels, a multiple of the patch, or of 32 for a ResNet
     * @throws IllegalArgumentException if it is none
     */
    public WeightFile tensors(int resolution) {
        Backbone resized = backbone.withResolution(resolution);
        return resized.equals(backbone) ? tensors : new ResizedPositions(tensors, backbone.image(), resolution);
    }

    /**
     * Checks that the weights are those of a backbone. Its name and activation do not count, and its heads only where a
     * configuration says them.
     *
     * @throws WeightsException if they are not; the message names the first mismatches and what the file holds instead
     */
    public void requireFit(Backbone wanted) {
        requireFit(wanted, tensors);
        if (configuration.isPresent()) {
            requireAgreement(configuration.get().source(), backbone, wanted);
        }
    }

    private void requireFit(Backbone wanted, WeightFile view) {
        List<String> wrong = ClipWeights.mismatches(wanted, view);
        if (!wrong.isEmpty()) {
            throw new WeightsException(ClipWeights.summary(wanted, view, wrong) + whatItHolds(wanted));
        }
    }

    private String whatItHolds(Backbone wanted) {
        if (ClosestBackbone.differences(backbone, wanted).isEmpty()) {
            return "";
        }
        if (isResized(wanted)) {
            return ". Its pictures are of %d pixels; imageSize(%d) interpolates its positions"
                    .formatted(backbone.image().resolution(), wanted.image().resolution());
        }
        Backbone closest = ClosestBackbone.to(backbone);
        if (ClosestBackbone.differences(backbone, closest).isEmpty()) {
            return ". Its shapes are those of " + closest.name();
        }
        return ". Its shapes are those of %s, closest to %s".formatted(backbone.name(), closest.name());
    }

    private boolean isResized(Backbone wanted) {
        int stored = backbone.image().resolution();
        return stored % wanted.image().stride() == 0
                && ClosestBackbone.differences(backbone, wanted.withResolution(stored))
                        .isEmpty();
    }

    private static void requireAgreement(String source, Backbone found, Backbone expected) {
        List<String> differing = ClosestBackbone.differences(found, expected);
        if (!differing.isEmpty()) {
            throw new WeightsException("%s and the weights disagree: the weights have %s"
                    .formatted(source, String.join("; ", differing.subList(0, Math.min(Shown.FEW, differing.size())))));
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        stored.close();
    }
}
