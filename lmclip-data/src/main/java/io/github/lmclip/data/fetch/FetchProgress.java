package io.github.lmclip.data.fetch;

import java.util.OptionalLong;

/**
 * How far a download is.
 *
 * @param download what is being fetched
 * @param bytes how many bytes are here, those of earlier runs included
 * @param total how many there will be, where the server or the download says
 * @param bytesPerSecond how fast they came in since this fetch began
 */
public record FetchProgress(Download download, long bytes, OptionalLong total, double bytesPerSecond) {}
