package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Operators of the engine that DJL does not offer, with gradients. Results belong to the manager of the first argument.
 * May be shared by threads. Must be closed by whoever loaded it.
 */
public final class TorchOps implements AutoCloseable {

    private static final String METHODS =
            """
              def attention(self: __torch__.M, qkv: Tensor) -> Tensor:
                q, k, v = torch.unbind(torch.permute(qkv, [2, 0, 3, 1, 4]), 0)
                out = torch.scaled_dot_product_attention(q, k, v, None, 0., False)
                return torch.flatten(torch.transpose(out, 1, 2), 2)
              def masked_attention(self: __torch__.M, qkv: Tensor, mask: Tensor) -> Tensor:
                q, k, v = torch.unbind(torch.permute(qkv, [2, 0, 3, 1, 4]), 0)
                out = torch.scaled_dot_product_attention(q, k, v, torch.type_as(mask, q), 0., False)
                return torch.flatten(torch.transpose(out, 1, 2), 2)
              def first_attention(self: __torch__.M, qkv: Tensor) -> Tensor:
                q, k, v = torch.unbind(torch.permute(qkv, [2, 0, 3, 1, 4]), 0)
                out = torch.scaled_dot_product_attention(torch.narrow(q, 2, 0, 1), k, v, None, 0., False)
                return torch.flatten(torch.transpose(out, 1, 2), 2)
              def query_attention(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
                q0 = torch.transpose(q, 1, 2)
                k0 = torch.transpose(k, 1, 2)
                v0 = torch.transpose(v, 1, 2)
                out = torch.scaled_dot_product_attention(q0, k0, v0, None, 0., False)
                return torch.flatten(torch.transpose(out, 1, 2), 2)
              def quick_gelu(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.mul(x, torch.sigmoid(torch.mul(x, 1.702)))
              def gelu(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.gelu(x)
              def rows(self: __torch__.M, x: Tensor, index: Tensor) -> Tensor:
                return torch.index_select(x, 0, index)
              def prepend(self: __torch__.M, x: Tensor, row: Tensor) -> Tensor:
                rows = torch.expand(row, [torch.size(x, 0), 1, torch.size(x, 2)])
                return torch.cat([rows, x], 1)
              def bfloat16(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.to(x, 15)
              def float32(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.to(x, 6)
              def channels_last(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.contiguous(x, memory_format=2)
              def is_recorded(self: __torch__.M, x: Tensor) -> bool:
                return ops.prim.requires_grad(x)
              def zero(self: __torch__.M, all: List[Tensor]) -> Tensor:
                torch._foreach_zero_(all)
                return all[0]
              def scale(self: __torch__.M, all: List[Tensor], factor: float) -> Tensor:
                torch._foreach_mul_(all, factor)
                return all[0]
              def norm(self: __torch__.M, all: List[Tensor]) -> Tensor:
                norms = annotate(List[Tensor], [])
                for x in all:
                  _ = torch.append(norms, torch.linalg_vector_norm(x, 2, None, False, dtype=7))
                return torch.linalg_vector_norm(torch.stack(norms), 2)
              def copy(self: __torch__.M, to: List[Tensor], all: List[Tensor]) -> Tensor:
                torch._foreach_copy_(to, all)
                return to[0]
              def follow(self: __torch__.M, averages: List[Tensor], live: List[Tensor], weight: float) -> Tensor:
                torch._foreach_lerp_(averages, live, weight)
                return averages[0]
              def swap(self: __torch__.M, one: List[Tensor], other: List[Tensor]) -> Tensor:
                for i in range(torch.len(one)):
                  kept = torch.clone(one[i])
                  _ = torch.copy_(one[i], other[i])
                  _0 = torch.copy_(other[i], kept)
                return one[0]
              def adamw(self: __torch__.M, params: List[Tensor], grads: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], lr: float, beta1: float, beta2: float, decay: float, eps: float) -> Tensor:
                none = annotate(List[Tensor], [])
                torch._foreach_add_(steps, 1)
                torch._fused_adamw_(params, grads, means, squares, none, steps, lr=lr, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
                return params[0]
            """;

    private final NDManager manager;
    private final PtSymbolBlock script;

    private TorchOps(NDManager manager, PtSymbolBlock script) {
        this.manager = manager;
        this.script = script;
    }

    /**
     * Loads the operators.
     *
     * @param parent a manager of the PyTorch engine; the operators are closed with it at the latest
     */
    public static TorchOps load(NDManager parent) {
        NDManager manager = parent.newSubManager();
        try {
            byte[] archive = TorchScriptArchive.of(METHODS);
            PtSymbolBlock script =
                    JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), false, false);
            return new TorchOps(manager, script);
        } catch (IOException e) {
            manager.close();
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns scaled dot-product attention over all heads, [N, L, heads * d].
     *
     * @param qkv queries, keys and values, [N, L, 3, heads, d]
     * @param mask what is added to the logits, [N, 1, L, L]; minus infinity where a position must not look
     */
    public NDArray attention(NDArray qkv, Optional<NDArray> mask) {
        return mask.map(added -> run("masked_attention", qkv, added)).orElseGet(() -> run("attention", qkv));
    }

    /** Returns {@link #attention(NDArray, Optional)} of the first position only, [N, 1, heads * d]. */
    public NDArray firstAttention(NDArray qkv) {
        return run("first_attention", qkv);
    }

    /**
     * Returns the attention of few queries over many keys, [N, Q, heads * d].
     *
     * @param q queries [N, Q, heads, d]
     * @param k keys [N, L, heads, d]
     * @param v values [N, L, heads, d]
     */
    public NDArray attention(NDArray q, NDArray k, NDArray v) {
        return run("query_attention", q, k, v);
    }

    /** Returns x * sigmoid(1.702 x), CLIP's approximation of GELU. */
    public NDArray quickGelu(NDArray x) {
        return run("quick_gelu", x);
    }

    /** Returns x * Phi(x), Phi the normal distribution function. */
    public NDArray gelu(NDArray x) {
        return run("gelu", x);
    }

    /**
     * Returns the rows of {@code x} that {@code index} names, [index.size, ...].
     *
     * @param x [rows, ...]
     * @param index row numbers, int64 [n]
     */
    public NDArray rows(NDArray x, NDArray index) {
        return run("rows", x, index);
    }

    /**
     * Returns {@code x} with {@code row} in front of each sequence, [N, 1 + L, D].
     *
     * @param x [N, L, D]
     * @param row [D]
     */
    public NDArray prepend(NDArray x, NDArray row) {
        return run("prepend", x, row);
    }

    /**
     * Returns {@code x} in bfloat16. DJL knows the type by name only: such an array must not be asked for its type or
     * values, and goes through operators and {@link #float32} alone.
     */
    public NDArray bfloat16(NDArray x) {
        return run("bfloat16", x);
    }

    /** Returns {@code x} in float32. */
    public NDArray float32(NDArray x) {
        return run("float32", x);
    }

    /** Returns [N, C, H, W] with the channels of a pixel side by side in memory, which convolutions work fastest on. */
    public NDArray channelsLast(NDArray x) {
        return run("channels_last", x);
    }

    /** Returns whether a backward pass from {@code x} reaches anything; DJL answers that for parameters only. */
    boolean isRecorded(NDArray x) {
        try (IValue argument = IValue.from((PtNDArray) x);
                IValue answer = IValueUtils.runMethod(script, "is_recorded", argument)) {
            return answer.toBoolean();
        }
    }

    /** Changes tensors in place; closes the arguments. */
    void apply(String method, IValue... arguments) {
        // the result is one of the arguments again
        call(method, arguments).close();
    }

    /** Computes a number from tensors; closes the arguments. */
    double number(String method, IValue... arguments) {
        try (IValue result = call(method, arguments);
                NDArray number = result.toTensor((PtNDManager) manager)) {
            return number.getDouble();
        }
    }

    private IValue call(String method, IValue... arguments) {
        try (GradientMode off = GradientMode.off()) {
            return IValueUtils.runMethod(script, method, arguments);
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    /** Returns tensors as an argument. */
    static IValue list(List<NDArray> arrays) {
        return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    private NDArray run(String method, NDArray... arguments) {
        // per thread: the interpreter would otherwise compile anew for every length of text
        JniUtils.setGraphExecutorOptimize(false);
        NDManager owner = arguments[0].getManager();
        try (NDArray selector = owner.create(0f)) {
            selector.setName("module_method:" + method);
            NDList inputs = new NDList(arguments.length + 1);
            inputs.add(selector);
            inputs.addAll(List.of(arguments));
            return IValueUtils.forward(script, inputs, true).singletonOrThrow();
        }
    }

    /** Releases the operators. */
    @Override
    public void close() {
        manager.close();
    }
}
