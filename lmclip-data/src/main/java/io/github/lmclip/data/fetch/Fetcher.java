package io.github.lmclip.data.fetch;

import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Brings files over HTTP. What it has begun it resumes, after a broken connection as after a killed process; what it puts
 * in place is whole and, where size or checksum are known, the right file. Two fetchers after the same file, in this
 * process or another, end with one. Safe to use from several threads; connections are kept and shared.
 */
public final class Fetcher {

    private final FetchOptions options;
    private final Requests requests;

    private Fetcher(FetchOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        requests = new Requests(options);
    }

    /** Returns a fetcher with options of its own. */
    public static Fetcher of(FetchOptions options) {
        return new Fetcher(options);
    }

    /** Returns how this fetcher works. */
    public FetchOptions options() {
        return options;
    }

    /**
     * Brings a file. One that is there already, of the size and the checksum expected, is left as it is, and the network
     * is not asked; one that is there with others is replaced once the right one has come.
     *
     * @return the target
     * @throws FetchException if the file cannot be brought; the message says how to get it by other means
     */
    public Path fetch(Download download) {
        new FetchRun(download, FileCheck.NONE, options, requests).run();
        return download.target();
    }

    /**
     * Brings several files, {@link FetchOptions#parallel} at once. One that fails does not keep the others from coming,
     * unless it could not be written: then the rest is not tried.
     *
     * @return what became of each, in the order given
     * @throws FetchException if this thread is interrupted
     */
    public List<Fetched> fetchAll(List<Download> downloads) {
        return fetchAll(downloads, FileCheck.NONE, fetched -> {});
    }

    /**
     * Brings several files as {@link #fetchAll(List)} does, and puts in place only what passes a check.
     *
     * @param check says what is wrong with a file; not asked about one that is here already and has the checksum expected
     * @param afterEach told what became of each at once, by the thread that fetched it; where it throws a {@link
     *     FetchException}, the rest is not tried
     * @return what became of each, in the order given
     * @throws FetchException if this thread is interrupted
     */
    public List<Fetched> fetchAll(List<Download> downloads, FileCheck check, Consumer<Fetched> afterEach) {
        AtomicReference<FetchException> fatal = new AtomicReference<>();
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(options.parallel(), downloads.size())), Fetcher::daemon);
        try {
            List<Future<Fetched>> running = new ArrayList<>();
            downloads.forEach(
                    download -> running.add(threads.submit(() -> outcome(download, check, afterEach, fatal))));
            List<Fetched> all = new ArrayList<>();
            for (Future<Fetched> one : running) {
                all.add(one.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            URI first = downloads.get(0).address();
            throw new FetchException(Reason.INTERRUPTED, first, first + " and others: the fetch was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a download ended without an outcome", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Fetched outcome(
            Download download, FileCheck check, Consumer<Fetched> afterEach, AtomicReference<FetchException> fatal) {
        if (fatal.get() != null) {
            return new Fetched(download, false, Optional.of(fatal.get()));
        }
        Fetched fetched = outcome(download, check);
        fetched.failure().filter(e -> e.reason() == Reason.STORAGE).ifPresent(e -> fatal.compareAndSet(null, e));
        try {
            afterEach.accept(fetched);
        } catch (FetchException e) {
            fatal.compareAndSet(null, e);
            return new Fetched(
                    download, fetched.asked(), Optional.of(fetched.failure().orElse(e)));
        }
        return fetched;
    }

    private Fetched outcome(Download download, FileCheck check) {
        try {
            return new Fetched(download, new FetchRun(download, check, options, requests).run(), Optional.empty());
        } catch (FetchException e) {
            return new Fetched(download, true, Optional.of(e));
        }
    }

    /**
     * Reads a file as it comes in, from where its reader left off, and keeps nothing of it. A connection that breaks is
     * followed by another one that asks for the rest only; wrong content is asked for once again, from the start.
     *
     * @param download what to read; nothing is written to its target
     * @param reader takes the bytes
     * @throws FetchException if the file cannot be read to its end; the message says how to get it by other means
     */
    public void stream(Download download, StreamReader reader) {
        new StreamRun(download, options, requests, reader).run();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lmclip-fetch");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Asks for the head of an answer, following redirects within the same host only: one that leads elsewhere is the
     * answer. Failures of the network and of an overloaded server are tried again; any other status is an answer too.
     *
     * @param address what to ask for
     * @param headers what the request says beside the usual
     * @throws FetchException if there is no answer, or the fetcher is offline
     */
    public Answer head(URI address, Map<String, String> headers) {
        if (options.offline()) {
            throw new FetchException(
                    Reason.OFFLINE, address, "%s: the network is not to be asked".formatted(address), null);
        }
        return new Attempts(options, address, "get " + address, () -> 0).run(() -> ask(address, headers));
    }

    private Answer ask(URI address, Map<String, String> headers) throws IOException, InterruptedException {
        HttpResponse<BodyPieces> response = requests.head(address, headers);
        StatusException refusal = new StatusException(response.statusCode(), response.headers());
        if (refusal.passing()) {
            throw refusal;
        }
        return new Answer(response.statusCode(), response.headers());
    }
}
