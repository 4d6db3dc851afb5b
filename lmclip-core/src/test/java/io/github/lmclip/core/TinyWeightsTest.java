package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The weights of the small backbone, fixed before any training was tried on them. */
class TinyWeightsTest {

    private static final String FIXED = "d389fe6a2bc7123e662cbbc3bcc24085a1d44934997b164a73dcc511e7249db0";

    private static final int LARGEST = 4_000_000;

    @Test
    void areFixedAndSmall() throws IOException, NoSuchAlgorithmException {
        try (InputStream stream = Weights.class.getResourceAsStream(Weights.TINY_RESOURCE)) {
            byte[] bytes = stream.readAllBytes();
            assertTrue(bytes.length <= LARGEST, bytes.length + " bytes");
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertEquals(FIXED, HexFormat.of().formatHex(hash));
        }
    }
}
