package io.github.lmclip.data.fetch;

import java.util.Optional;

/**
 * What became of one of several downloads.
 *
 * @param download what was to be fetched
 * @param asked whether the network was asked; not where the file was there before
 * @param failure why the file is not in its place; absent where it is
 */
public record Fetched(Download download, boolean asked, Optional<FetchException> failure) {}
