/**
 * Files from far away: a {@link io.github.lmclip.data.fetch.Download} says what, from where and to where, a {@link
 * io.github.lmclip.data.fetch.Fetcher} brings it, as its {@link io.github.lmclip.data.fetch.FetchOptions} say. What goes
 * wrong for good is a {@link io.github.lmclip.data.fetch.FetchException}. A file that is too long to keep is handed to a {@link
 * io.github.lmclip.data.fetch.StreamReader} as it comes in.
 *
 * <p>Beside a target {@code x} there may lie {@code x.part}, the bytes so far, and {@code x.part.from}, which version of
 * which address they are of; both are gone once {@code x} is in place. {@code .lmclip-fetch.lock} in the folder keeps two
 * processes apart; it is empty and stays.
 */
package io.github.lmclip.data.fetch;
