package io.github.lmclip.core.hub;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A server on this machine that answers as Hugging Face's: large files by a redirect to another host that names their
 * SHA-256, small ones through a redirect within the host, what is not there by a code.
 */
public final class FakeHub implements AutoCloseable {

    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final HttpServer server;
    private final Map<String, byte[]> large = new HashMap<>();
    private final Map<String, byte[]> small = new HashMap<>();
    private final Map<String, byte[]> plain = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private String secret = "";
    private boolean liesAboutHashes;

    public FakeHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(FakeHub::daemon));
        server.createContext("/", this::answer);
        server.start();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-hub");
        thread.setDaemon(true);
        return thread;
    }

    /** Publishes a file by its path, for what asks for it there. */
    public FakeHub plain(String path, byte[] content) {
        plain.put(path, content);
        return this;
    }

    /** Publishes a file of the repository owner/name as large ones are. */
    public FakeHub large(String name, byte[] content) {
        large.put(name, content);
        return this;
    }

    /** Publishes a file of the repository owner/name as small ones are. */
    public FakeHub small(String name, String content) {
        small.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Wants a token. */
    FakeHub gated(String secret) {
        this.secret = secret;
        return this;
    }

    /** Names hashes that the large files have not. */
    FakeHub lyingAboutHashes() {
        liesAboutHashes = true;
        return this;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The same server under another name, where large files are. */
    private String elsewhere() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What was asked for, method and path. */
    public List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        boolean cdn = path.startsWith("/cdn/");
        if (cdn && token != null) {
            send(exchange, 400, new byte[0]);
        } else if (plain.containsKey(path)) {
            send(exchange, 200, plain.get(path));
        } else if (cdn) {
            send(exchange, 200, large.get(path.substring("/cdn/".length())));
        } else if (!secret.isEmpty() && !("Bearer " + secret).equals(token)) {
            refuse(exchange, 401, "GatedRepo");
        } else {
            resolve(exchange, path);
        }
    }

    private void resolve(HttpExchange exchange, String path) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String cached = "/api/resolve-cache/models/owner/name/%s/".formatted(COMMIT);
        Headers headers = exchange.getResponseHeaders();
        if (path.equals(cached + name) && small.containsKey(name)) {
            headers.set("X-Repo-Commit", COMMIT);
            headers.set("ETag", "\"a16a55fda99d2f2e7b69cce5cf93ff4ad3049930\"");
            send(exchange, 200, small.get(name));
        } else if (!path.startsWith("/owner/name/resolve/")) {
            refuse(exchange, 404, "RepoNotFound");
        } else if (!List.of("main", "v1", "refs%2Fpr%2F1", COMMIT).contains(path.split("/")[4])) {
            refuse(exchange, 404, "RevisionNotFound");
        } else if (large.containsKey(name)) {
            headers.set("X-Repo-Commit", COMMIT);
            headers.set("X-Linked-Etag", "\"" + hash(liesAboutHashes ? new byte[0] : large.get(name)) + "\"");
            headers.set("X-Linked-Size", Integer.toString(large.get(name).length));
            headers.set("Location", elsewhere() + "/cdn/" + name);
            send(exchange, 302, new byte[0]);
        } else if (small.containsKey(name)) {
            headers.set("Location", cached + name);
            send(exchange, 307, new byte[0]);
        } else {
            refuse(exchange, 404, "EntryNotFound");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("X-Error-Code", code);
        send(exchange, status, new byte[0]);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
