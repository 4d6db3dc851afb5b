package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.lmclip.core.LmClipException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice of a device, up to the call into the provider; no card was at hand. */
class DeviceTest {

    @TempDir
    static Path shared;

    private static Path file;

    @BeforeAll
    static void export() {
        file = TinyModel.export(shared, ModelKind.CLASSIFIER);
    }

    /** A provider that is there, or not, and takes devices or complains; keeps what it was asked for. */
    private record Fake(boolean isBuiltIn, String complaint, List<String> asked) implements CudaProvider {

        Fake(boolean isBuiltIn, String complaint) {
            this(isBuiltIn, complaint, new ArrayList<>());
        }

        @Override
        public void add(SessionOptions session, int id, CudaOptions options) throws OrtException {
            asked.add(id + " " + options);
            if (!complaint.isEmpty()) {
                throw new OrtException(complaint);
            }
        }
    }

    private static DeviceChoice choose(ServingOptions options, CudaProvider cuda) {
        try (ServedModel model = ServedModel.open(file, ModelKind.CLASSIFIER, options, cuda)) {
            return model.device();
        }
    }

    private static ServingOptions on(Device device) {
        return ServingOptions.defaults().withDevice(device);
    }

    @Test
    void takesTheCpuWhereItIsAskedFor() {
        Fake cuda = new Fake(true, "");
        assertEquals("cpu (asked for)", choose(on(Device.CPU), cuda).toString());
        assertEquals(List.of(), cuda.asked());
    }

    @Test
    void takesTheFirstCardWhereThereIsOne() {
        Fake cuda = new Fake(true, "");
        assertEquals(
                "cuda:0 (the first CUDA device)", choose(on(Device.AUTO), cuda).toString());
        assertEquals(List.of("0 " + CudaOptions.defaults()), cuda.asked());
    }

    @Test
    void takesTheCardAndTheMemoryThatAreAskedFor() {
        Fake cuda = new Fake(true, "");
        CudaOptions wished = CudaOptions.defaults().withMemoryLimit(1 << 30).withTf32(true);
        assertEquals(
                "cuda:3 (asked for)",
                choose(on(Device.cuda(3)).withCuda(wished), cuda).toString());
        assertEquals(List.of("3 " + wished), cuda.asked());
    }

    @ParameterizedTest
    @CsvSource({
        "libcudnn.so.9: cannot open shared object file, cuDNN is missing",
        "CUDA driver version is insufficient for CUDA runtime version, no fitting driver",
        "libcublasLt.so.12: cannot open shared object file, libraries of CUDA are missing",
        "something else, something else"
    })
    void saysWhatCudaLacksAndFallsBackOnlyIfAnythingWillDo(String complaint, String said) {
        Fake cuda = new Fake(true, complaint);
        DeviceChoice choice = choose(on(Device.AUTO), cuda);
        assertEquals(Device.CPU, choice.device());
        assertTrue(
                choice.reason().startsWith("CUDA refused: ") && choice.reason().contains(said), choice.reason());
        assertTrue(choice.reason().contains(complaint), choice.reason());
        String message = assertThrows(LmClipException.class, () -> choose(on(Device.cuda(1)), cuda))
                .getMessage();
        assertTrue(message.startsWith("cuda:1 cannot be used: ") && message.contains(said), message);
    }

    @Test
    void saysWhichArtifactHasCuda() {
        String reason = choose(on(Device.AUTO), CudaProvider.RUNTIME).reason();
        assertTrue(reason.contains("the artifact onnxruntime_gpu has"), reason);
        String message = assertThrows(LmClipException.class, () -> choose(on(Device.cuda(0)), CudaProvider.RUNTIME))
                .getMessage();
        assertTrue(message.contains("the artifact onnxruntime_gpu has"), message);
    }

    @Test
    void theRuntimeWithoutCudaRefusesACard() throws OrtException {
        try (SessionOptions session = new SessionOptions()) {
            assertThrows(OrtException.class, () -> CudaProvider.RUNTIME.add(session, 0, CudaOptions.defaults()));
        }
    }

    @Test
    void refusesNegativeCards() {
        String message = assertThrows(IllegalArgumentException.class, () -> Device.cuda(-1))
                .getMessage();
        assertEquals("a CUDA device's number must be >= 0, got -1", message);
    }
}
