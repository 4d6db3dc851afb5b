package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.razorvine.pickle.PickleException;

/**
 * The names that a pickle of weights may use, each whole and none by its beginning, and what each becomes: a type of
 * numbers, or something that makes data of data. No name of a file becomes a class of this machine.
 */
final class PickledNames {

    /** What makes data of the arguments of a call. */
    @FunctionalInterface
    interface Call {
        Object of(Object[] args);
    }

    /**
     * A class of a TorchScript archive.
     *
     * @param name its name, which is shown and never looked up
     */
    record ModuleClass(String name) {}

    private static final String MODULES = "__torch__";
    private static final String STORAGE_MODULE = "torch.";

    private static final Map<String, TensorType> STORAGES = Map.of(
            "torch.DoubleStorage", TensorType.F64,
            "torch.FloatStorage", TensorType.F32,
            "torch.HalfStorage", TensorType.F16,
            "torch.BFloat16Storage", TensorType.BF16,
            "torch.LongStorage", TensorType.I64,
            "torch.IntStorage", TensorType.I32,
            "torch.ShortStorage", TensorType.I16,
            "torch.CharStorage", TensorType.I8,
            "torch.ByteStorage", TensorType.U8,
            "torch.BoolStorage", TensorType.BOOL);

    private static final Map<String, Call> CALLS = Map.of(
            "collections.OrderedDict", PickledNames::emptyDict,
            "torch._utils._rebuild_tensor", args -> tensor(args, 4, 4),
            "torch._utils._rebuild_tensor_v2", args -> tensor(args, 6, 7),
            "torch._utils._rebuild_parameter", args -> parameter(args, 3),
            "torch._utils._rebuild_parameter_with_state", args -> parameter(args, 4),
            "numpy.core.multiarray.scalar", PickledNumber::scalar,
            "numpy._core.multiarray.scalar", PickledNumber::scalar,
            "numpy.dtype", PickledNumber::of,
            "_codecs.encode", PickledNumber::latin1);

    private static final Map<String, Call> SCRIPT_CALLS = Map.of(
            "torch.jit._pickle.build_intlist", PickledNames::list,
            "torch.jit._pickle.build_doublelist", PickledNames::list,
            "torch.jit._pickle.build_boollist", PickledNames::list,
            "torch.jit._pickle.build_tensorlist", PickledNames::list);

    private final boolean script;

    private PickledNames(boolean script) {
        this.script = script;
    }

    /** The names of {@code torch.save}. */
    static PickledNames ofSavedObjects() {
        return new PickledNames(false);
    }

    /** The names of TorchScript archives. */
    static PickledNames ofScripts() {
        return new PickledNames(true);
    }

    /** Returns what a name becomes. */
    Object resolve(String module, String name) {
        String whole = module + "." + name;
        if (STORAGES.containsKey(whole)) {
            return STORAGES.get(whole);
        }
        if (CALLS.containsKey(whole)) {
            return CALLS.get(whole);
        }
        if (script && SCRIPT_CALLS.containsKey(whole)) {
            return SCRIPT_CALLS.get(whole);
        }
        if (script && (module.equals(MODULES) || module.startsWith(MODULES + "."))) {
            return new ModuleClass(whole);
        }
        throw new PickleException("expected only names that tensors are made of, got " + brief(whole));
    }

    /**
     * Returns what PyTorch calls a storage of a type.
     *
     * @throws IllegalArgumentException if it has none
     */
    static String storageOf(TensorType type) {
        return STORAGES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(entry -> entry.getKey().substring(STORAGE_MODULE.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a type of %s, got %s".formatted(new TreeSet<>(STORAGES.values()), type)));
    }

    /** Returns a word for what a pickled value is. */
    static String kind(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Map) {
            return "a dict";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof Object[]) {
            return "a tuple";
        }
        if (value instanceof PickledTensor) {
            return "a tensor";
        }
        if (value instanceof PickledModule) {
            return "a module";
        }
        if (value instanceof byte[]) {
            return "bytes";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a truth value";
        }
        return value instanceof Number ? "a number" : "a name";
    }

    private static Object emptyDict(Object[] args) {
        if (args.length != 0) {
            throw new PickleException(
                    "expected an OrderedDict to begin empty, got %d arguments".formatted(args.length));
        }
        return new LinkedHashMap<>();
    }

    private static Object tensor(Object[] args, int fewest, int most) {
        if (args.length < fewest || args.length > most) {
            throw new PickleException("expected %d arguments for a tensor, got %d".formatted(fewest, args.length));
        }
        return PickledTensor.of(args[0], args[1], args[2], args[3]);
    }

    private static Object parameter(Object[] args, int count) {
        if (args.length != count || !(args[0] instanceof PickledTensor)) {
            throw new PickleException("expected a tensor for a parameter");
        }
        return args[0];
    }

    private static Object list(Object[] args) {
        if (args.length != 1 || !(args[0] instanceof ArrayList<?> list)) {
            throw new PickleException("expected a list to be typed");
        }
        return list;
    }
}
