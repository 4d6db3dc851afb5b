package io.github.lmclip.core.checkpoint;

import java.util.List;

/**
 * Where a tensor's numbers come from.
 *
 * @param parts names in the file; several are joined along their first dimension
 * @param transposed whether rows and columns of the only part are exchanged
 */
record Origin(List<String> parts, boolean transposed) {

    static Origin of(String name) {
        return new Origin(List.of(name), false);
    }
}
