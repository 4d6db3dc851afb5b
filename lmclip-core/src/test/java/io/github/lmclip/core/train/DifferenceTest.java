package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bal[pos=0, neg=9.8, margin=0.05] | Bal[pos=0, neg=8.0, margin=0.05] | ...neg=9.8... | ...neg=8.0...",
                "class names                      | captions.txt                     | class names   | captions.txt",
                "a, b                             | a, b, c                          | ...b          | ...b, c",
                "one                              | one                              | one           | one"
            })
    void keepsWholeWordsThatDiffer(String before, String after, String cutBefore, String cutAfter) {
        assertEquals(new Difference(cutBefore, cutAfter), Difference.of(before, after));
    }
}
