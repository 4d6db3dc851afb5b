package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Real PyTorch reads what this library writes, and this library what PyTorch makes of it, bit by bit. */
@Tag("pytorch")
class PyTorchTest {

    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3", "python");
    private static final int MOST_SECONDS = 120;

    private static final String ROUND_TRIP =
            """
            import sys, torch
            folder = sys.argv[1] + "/"
            def load(name):
                if "weights_only" in torch.load.__code__.co_varnames:
                    return torch.load(folder + name, weights_only=True)
                return torch.load(folder + name)
            state = load("state.pt")
            checkpoint = load("checkpoint.pt")
            assert checkpoint["epoch"] == 5
            assert list(checkpoint["model_state_dict"]) == ["model." + name for name in state]
            for name, tensor in checkpoint["model_state_dict"].items():
                assert torch.equal(tensor.view(-1).view(torch.uint8) if tensor.numel() else tensor,
                        state[name[6:]].view(-1).view(torch.uint8) if tensor.numel() else tensor), name
            torch.save(state, folder + "zip.pt")
            torch.save(state, folder + "legacy.pt", _use_new_zipfile_serialization=False)
            turned = {name: tensor.t().contiguous().t() if tensor.dim() == 2 else tensor
                    for name, tensor in state.items()}
            torch.save({"state_dict": turned, "epoch": 5}, folder + "turned.pt")
            joined = torch.cat([state["F32"].flatten(), torch.zeros(7), state["F32"].flatten()])
            torch.save({"F32": joined[-6:].view(3, 2), "all": joined}, folder + "views.pt")
            class Tower(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    for name, tensor in state.items():
                        self.register_buffer(name, tensor)
                def forward(self, x):
                    return x + self.F32.sum()
            class Root(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.visual = Tower()
                def forward(self, x):
                    return self.visual(x)
            torch.jit.save(torch.jit.trace(Root(), torch.zeros(1)), folder + "script.pt")
            print(torch.__version__)
            """;

    @TempDir
    private Path folder;

    private String python;

    @BeforeEach
    void findPython() throws IOException, InterruptedException {
        for (String candidate : PYTHONS) {
            if (run(candidate, "-c", "import torch").exit == 0) {
                python = candidate;
                return;
            }
        }
        throw new TestAbortedException("skipped: none of %s imports torch".formatted(PYTHONS));
    }

    @Test
    void filesSurviveTheWayToPyTorchAndBack() throws IOException, InterruptedException {
        Map<TensorInfo, byte[]> tensors = tensors();
        List<TensorContent> contents = new ArrayList<>();
        tensors.forEach((info, bytes) -> contents.add(TensorContent.ofStored(info, () -> ByteBuffer.wrap(bytes))));
        TorchWriter.defaults().write(folder.resolve("state.pt"), contents);
        TorchWriter.defaults().withEpoch(5).write(folder.resolve("checkpoint.pt"), contents);
        Said said = run(python, "-c", ROUND_TRIP, folder.toString());
        assertEquals(0, said.exit, said.text);
        System.out.println("torch " + said.text.strip());
        for (String name : List.of("zip.pt", "legacy.pt", "turned.pt")) {
            check(folder.resolve(name), "", tensors);
        }
        check(folder.resolve("script.pt"), "visual.", tensors);
        try (WeightFile views = WeightFile.open(folder.resolve("views.pt"))) {
            assertEquals(19, views.tensors().get("all").elements());
            byte[] expected = tensors.get(new TensorInfo("F32", TensorType.F32, List.of(3L, 2L)));
            assertArrayEquals(expected, stored(views, "F32"));
        }
    }

    private static void check(Path path, String prefix, Map<TensorInfo, byte[]> tensors) {
        try (WeightFile file = WeightFile.open(path)) {
            assertEquals(tensors.size(), file.tensors().size());
            tensors.forEach((info, bytes) -> {
                TensorInfo found = file.tensors().get(prefix + info.name());
                assertEquals(new TensorInfo(prefix + info.name(), info.type(), info.shape()), found);
                assertArrayEquals(bytes, stored(file, found.name()), path + " " + found);
            });
        }
    }

    /** Random bits of every type that PyTorch has, and of every kind of shape. */
    private static Map<TensorInfo, byte[]> tensors() {
        Random random = new Random(1);
        Map<TensorInfo, byte[]> tensors = new LinkedHashMap<>();
        for (TensorType type : TensorType.values()) {
            if (!List.of(TensorType.U16, TensorType.U32, TensorType.U64).contains(type)) {
                put(tensors, new TensorInfo(type.name(), type, List.of(3L, 2L)), random);
            }
        }
        put(tensors, new TensorInfo("scalar", TensorType.F16, List.of()), random);
        put(tensors, new TensorInfo("deep", TensorType.I64, List.of(2L, 1L, 3L)), random);
        put(tensors, new TensorInfo("none", TensorType.F32, List.of(0L, 4L)), random);
        return tensors;
    }

    private static void put(Map<TensorInfo, byte[]> tensors, TensorInfo info, Random random) {
        byte[] bytes = new byte[(int) info.elements() * info.type().width()];
        random.nextBytes(bytes);
        for (int i = 0; info.type() == TensorType.BOOL && i < bytes.length; i++) {
            bytes[i] &= 1;
        }
        tensors.put(info, bytes);
    }

    private static byte[] stored(WeightFile file, String tensor) {
        TensorInfo info = file.tensors().get(tensor);
        byte[] bytes = new byte[(int) info.elements() * info.type().width()];
        file.readStored(tensor, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private record Said(int exit, String text) {}

    private Said run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException e) {
            return new Said(-1, "no " + command[0]);
        }
        try {
            assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "ends");
        } finally {
            process.destroyForcibly();
        }
        return new Said(process.exitValue(), Files.readString(out));
    }
}
