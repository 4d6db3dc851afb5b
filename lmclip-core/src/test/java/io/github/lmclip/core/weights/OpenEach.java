package io.github.lmclip.core.weights;

import java.nio.file.Path;

/** Opens each file that it is given and reads it whole; stops at the first that ends otherwise than it may. */
final class OpenEach {

    private OpenEach() {}

    public static void main(String[] files) {
        for (String name : files) {
            System.out.println(outcome(Path.of(name)));
        }
    }

    private static String outcome(Path path) {
        try (WeightFile file = WeightFile.open(path)) {
            file.tensors().keySet().forEach(file::floats);
            return "loaded";
        } catch (WeightsException e) {
            return "refused";
        }
    }
}
