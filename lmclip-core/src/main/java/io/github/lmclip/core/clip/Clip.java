package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.engine.Backward;
import io.github.lmclip.core.engine.FlatParameters;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.core.engine.Segments;
import io.github.lmclip.core.engine.TorchOps;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Two towers and a temperature. As a DJL block it maps pictures [N, 3, R, R] and token ids, int64 [M, L], to image
 * features [N, D], text features [M, D], both of length 1, and the exponentiated logit scale [].
 *
 * <p>Holds native memory: close it. Arrays that its methods return belong to the manager of their input.
 */
public final class Clip extends ClipBlock implements AutoCloseable {

    private final Backbone backbone;
    private final ClipExtras extras;
    private final NDManager manager;
    private final ClipBlock visual;
    private final TextTransformer text;
    private final LogitHead head;
    private final FlatParameters trained;
    private final ParameterStore store;
    private final TorchOps ops;
    private final Segments segments;
    private boolean checkpointing;
    private Precision precision = Precision.FP32;
    private Optional<Adapters> adapters = Optional.empty();

    private Clip(Backbone backbone, NDManager manager, ClipExtras extras) {
        super("");
        this.backbone = backbone;
        this.manager = manager;
        this.extras = extras;
        ops = TorchOps.load(manager);
        segments = new Segments(ops);
        head = part(new LogitHead(extras, backbone.embedding()));
        visual = part(imageTower(backbone, ops));
        text = part(textTower(backbone, ops));
        trained = allocate();
        store = new ParameterStore(manager, false);
    }

    private static ClipBlock imageTower(Backbone backbone, TorchOps ops) {
        if (backbone.image() instanceof ImageTower.Vit vit) {
            return new VisionTransformer("visual.", ops, vit, backbone.embedding(), backbone.activation());
        }
        return new ModifiedResNet("visual.", ops, (ImageTower.ResNet) backbone.image(), backbone.embedding());
    }

    private static TextTransformer textTower(Backbone backbone, TorchOps ops) {
        return new TextTransformer("", ops, backbone.text(), backbone.embedding(), backbone.activation());
    }

    /** Returns the shape of every parameter of CLIP by OpenAI's name; needs no engine and next to no memory. */
    static Map<String, Shape> shapes(Backbone backbone) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        // without operators the towers can't compute, but they know their parameters
        Stream.of(
                        new LogitHead(ClipExtras.none(), backbone.embedding()),
                        imageTower(backbone, null),
                        textTower(backbone, null))
                .flatMap(part -> part.slots().stream())
                .forEach(slot -> shapes.put(slot.parameter().getName(), slot.shape()));
        return shapes;
    }

    /**
     * Builds the network with all parameters zero; see {@link ClipWeights} to fill them.
     *
     * @param backbone the sizes
     * @param parent a manager of the PyTorch engine on the device to use; the network is closed with it at the latest
     */
    public static Clip of(Backbone backbone, NDManager parent) {
        return of(backbone, parent, ClipExtras.none());
    }

    /**
     * Builds the network with more than CLIP has, all parameters zero.
     *
     * @param backbone the sizes
     * @param parent a manager of the PyTorch engine on the device to use; the network is closed with it at the latest
     * @param extras what to add
     */
    public static Clip of(Backbone backbone, NDManager parent, ClipExtras extras) {
        return new Clip(backbone, parent.newSubManager(), extras);
    }

    /**
     * Builds a network of the same kind, all parameters zero, that takes its training steps as this one does.
     *
     * @param parent a manager of the PyTorch engine on the device to use; the network is closed with it at the latest
     */
    public Clip likewise(NDManager parent) {
        Clip other = of(backbone, parent, extras);
        other.computeIn(precision);
        other.checkpoint(checkpointing);
        return other;
    }

    private FlatParameters allocate() {
        List<Slot> all = slots();
        for (Slot slot : all) {
            if (!slot.parameter().requiresGradient()) {
                slot.parameter().setArray(manager.zeros(slot.shape()));
                slot.parameter().getArray().setName(null);
            }
        }
        List<Slot> weights =
                all.stream().filter(slot -> slot.parameter().requiresGradient()).toList();
        return FlatParameters.allocate(
                manager,
                weights.stream().map(Slot::parameter).toList(),
                weights.stream().map(Slot::shape).toList());
    }

    /** Returns the sizes. */
    public Backbone backbone() {
        return backbone;
    }

    /** Returns the manager that owns the parameters. */
    public NDManager manager() {
        return manager;
    }

    /** Returns what makes logits of features. */
    public LogitHead head() {
        return head;
    }

    /** Returns the trained parameters' common buffer. */
    public FlatParameters trained() {
        return trained;
    }

    /** Returns every parameter by OpenAI's name, trained ones and the running statistics of batch normalisation. */
    public Map<String, Parameter> parameters() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        for (Slot slot : slots()) {
            named.put(slot.parameter().getName(), slot.parameter());
        }
        return named;
    }

    /** Returns {@link #parameters()}, and after them those of the adapters where there are some. */
    public Map<String, Parameter> parametersAndAdapters() {
        Map<String, Parameter> all = new LinkedHashMap<>(parameters());
        adapters.ifPresent(added -> all.putAll(added.parameters()));
        return all;
    }

    /**
     * Adds low-rank matrices to some of the parameters. The network computes as before until they are trained.
     *
     * @param seed of their beginning
     * @throws IllegalArgumentException if nothing is to be adapted, or a matrix is smaller than the rank
     * @throws IllegalStateException if there are adapters already
     */
    public void adapt(Lora lora, long seed) {
        if (adapters.isPresent()) {
            throw new IllegalStateException("this network is adapted by %s already"
                    .formatted(adapters.get().lora()));
        }
        adapters = Optional.of(Adapters.of(lora, parameters(), manager, seed));
    }

    /** Returns the low-rank matrices that are added to parameters, if there are some. */
    public Optional<Adapters> adapters() {
        return adapters;
    }

    /** Adds the adapters to the parameters for good; without adapters, nothing happens. */
    public void mergeAdapters() {
        Map<String, Parameter> all = parameters();
        try (GradientMode off = GradientMode.off()) {
            all.forEach((name, parameter) -> {
                if (isAdapted(parameter)) {
                    FloatBuffer merged = values(name);
                    HostMemory.write(parameter.getArray(), memory -> memory.put(merged));
                }
            });
        }
        adapters = Optional.empty();
    }

    private boolean isAdapted(Parameter parameter) {
        return adapters.flatMap(all -> all.of(parameter)).isPresent();
    }

    /**
     * Returns the values that the network computes with under one of OpenAI's names, row by row, adapters added; to be read
     * while they are neither changed nor closed.
     */
    public FloatBuffer values(String name) {
        Parameter parameter = parameters().get(name);
        Optional<Adapter> adapter = adapters.flatMap(all -> all.of(parameter));
        if (adapter.isEmpty()) {
            return HostMemory.read(parameter.getArray());
        }
        try (NDScope scope = new NDScope();
                GradientMode off = GradientMode.off()) {
            return FloatBuffer.wrap(adapter.get().merged(parameter.getArray()).toFloatArray());
        }
    }

    /**
     * Sets where training leaves the statistics of batch normalisation as they are and normalises by them. The published
     * code does so nowhere: it uses the statistics of each batch, and updates the running ones.
     *
     * @param frozen tells by the full names of running means
     */
    public void freezeBatchNorm(Predicate<String> frozen) {
        freezeStatistics(frozen);
    }

    /**
     * Sets the precision of training steps; whatever is not trained on is computed in float32.
     *
     * @throws IllegalStateException if this network's device is not for it; the message says why
     */
    public void computeIn(Precision wanted) {
        wanted.require(manager.getDevice());
        precision = wanted;
    }

    /** Sets whether training steps keep the input of each block alone, and compute the rest again in {@link #backward}. */
    public void checkpoint(boolean wanted) {
        checkpointing = wanted;
    }

    /**
     * Adds the gradient of a loss to that of every parameter that it was computed from.
     *
     * @param loss a scalar [], computed from results of this network under {@link GradientMode#on()}
     */
    public void backward(NDArray loss) {
        segments.backward(() -> Backward.from(loss));
    }

    /**
     * Adds to the gradient of every parameter what comes of that of {@code value}.
     *
     * @param value computed from results of this network under {@link GradientMode#on()}
     * @param gradient of the loss with respect to it, of its shape
     */
    public void backward(NDArray value, NDArray gradient) {
        segments.backward(() -> Backward.from(value, gradient));
    }

    /**
     * Returns the image features [N, D], not normalised.
     *
     * @param pictures normalised pixels [N, 3, R, R]
     * @param training whether this is a step of training
     */
    public NDArray encodeImage(NDArray pictures, boolean training) {
        return visual.run(pictures, pass(pictures, training));
    }

    /**
     * Returns the text features [M, D], not normalised.
     *
     * @param ids token ids, int64 [M, L], L at most the positions of the backbone
     * @param training whether this is a step of training
     */
    public NDArray encodeText(NDArray ids, boolean training) {
        return text.run(ids, pass(ids, training));
    }

    /**
     * Returns the text features [N, D] of the folded sequences in their order, not normalised.
     *
     * @param tree the sequences
     * @param manager owner of the result
     * @param training whether this is a step of training
     */
    public NDArray encodeText(TokenTree tree, NDManager manager, boolean training) {
        TreeArrays arrays = TreeArrays.of(tree, manager);
        return ClipBlock.run(arrays.ids(), () -> text.compute(arrays, pass(arrays.ids(), training)));
    }

    /** Returns the vectors of {@code features} [N, D] divided by their lengths. */
    public static NDArray normalize(NDArray features) {
        try (NDScope scope = new NDScope()) {
            NDArray unit = features.div(features.norm(new int[] {1}, true));
            NDScope.unregister(unit);
            return unit;
        }
    }

    private Pass pass(NDArray input, boolean training) {
        boolean recorded = training && GradientMode.isOn();
        return new Pass(
                store,
                input.getDevice(),
                training,
                training,
                adapters,
                false,
                training && precision == Precision.BF16 ? Optional.of(ops) : Optional.empty(),
                recorded && checkpointing ? Optional.of(segments) : Optional.empty());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore given, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray images = normalize(encodeImage(inputs.get(0), training));
        NDArray texts = normalize(encodeText(inputs.get(1), training));
        return new NDList(images, texts, head.scale());
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        return visual.compute(x, pass);
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), backbone.embedding());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {
            outputShape(inputShapes[0]), outputShape(inputShapes[1]), new Shape(),
        };
    }

    /** Releases the parameters and all that was computed from them in this manager. */
    @Override
    public void close() {
        manager.close();
    }
}
