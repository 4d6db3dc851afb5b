package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The engine's own antialiased bicubic resize, to compare with. */
public final class EngineResize {

    private static final String METHOD =
            """
              def resize(self: __torch__.M, x: Tensor, like: Tensor) -> Tensor:
                return torch._upsample_bicubic2d_aa(x, [torch.size(like, 0), torch.size(like, 0)], False, None, None)
            """;

    private EngineResize() {}

    /** Resizes a square grid [from, from, width]; [to, to, width]. */
    public static float[] square(float[] grid, int from, int to, int width) throws IOException {
        byte[] archive = TorchScriptArchive.of(METHOD);
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                PtSymbolBlock script =
                        JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), false, false)) {
            NDArray planes = manager.create(grid, new Shape(from, from, width))
                    .transpose(2, 0, 1)
                    .expandDims(0);
            NDArray selector = manager.create(0f);
            selector.setName("module_method:resize");
            NDList inputs = new NDList(selector, planes, manager.zeros(new Shape(to)));
            return IValueUtils.forward(script, inputs, true)
                    .singletonOrThrow()
                    .squeeze(0)
                    .transpose(1, 2, 0)
                    .toFloatArray();
        }
    }
}
