package io.github.lmclip.data.fetch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on this machine that does as it is told, also badly: a path answers by its manners, one a request. */
public final class LoopbackServer implements AutoCloseable {

    /** A request; header names in lower case. */
    public record Request(String method, String path, Map<String, String> headers) {}

    private final ServerSocket socket;
    private final Map<String, Deque<Manner>> manners = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();

    /** Starts a server on a free port. */
    public LoopbackServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Answers requests for a path by one manner after the other; the last one stays. */
    public URI serve(String path, Manner... inOrder) {
        manners.put(path, new ArrayDeque<>(Arrays.asList(inOrder)));
        return address(path);
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(socket.getLocalPort(), path));
    }

    /** The same server under another name, and so another host to a client. */
    URI otherName(String path) {
        return URI.create("http://localhost:%d%s".formatted(socket.getLocalPort(), path));
    }

    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                connections.incrementAndGet();
                start(() -> converse(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = new BufferedOutputStream(client.getOutputStream())) {
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                if (!manner(request.path()).answer(request, out)) {
                    return;
                }
                out.flush();
            }
        } catch (IOException e) {
            // a client that goes away, as killed ones do
        } finally {
            open.remove(client);
        }
    }

    private Manner manner(String path) {
        Deque<Manner> left = manners.getOrDefault(path, new ArrayDeque<>(List.of(Manner.status(404))));
        synchronized (left) {
            return left.size() > 1 ? left.removeFirst() : left.getFirst();
        }
    }

    private static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] words = first.split(" ");
        return new Request(words[0], words[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : List.copyOf(open)) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
