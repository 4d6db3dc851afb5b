package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;

/** Sends requests over connections that it keeps, and follows redirects by rules of its own. */
final class Requests {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient client;
    private final FetchOptions options;

    Requests(FetchOptions options) {
        this.options = options;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.timeouts().connect());
        options.proxy()
                .map(proxy -> ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())))
                .ifPresent(builder::proxy);
        client = builder.build();
    }

    /**
     * Asks for a file, wherever redirects lead.
     *
     * @param own headers for the host of the address alone
     * @param range headers for whoever answers
     */
    HttpResponse<BodyPieces> get(URI address, Map<String, String> own, Map<String, String> range)
            throws IOException, InterruptedException {
        return send("GET", address, own, range, true);
    }

    /** Asks for the head of an answer, following redirects within the host that answers first. */
    HttpResponse<BodyPieces> head(URI address, Map<String, String> own) throws IOException, InterruptedException {
        return send("HEAD", address, own, Map.of(), false);
    }

    private HttpResponse<BodyPieces> send(
            String method, URI address, Map<String, String> own, Map<String, String> range, boolean elsewhere)
            throws IOException, InterruptedException {
        URI at = options.mirrors().rewrite(address);
        boolean known = sameOrigin(address, at);
        for (int hop = 0; ; hop++) {
            HttpResponse<BodyPieces> response =
                    client.send(request(method, at, known ? own : Map.of(), range), head -> new BodyPieces());
            if (!REDIRECTS.contains(response.statusCode())) {
                return response;
            }
            URI next = next(at, response, hop);
            if (!elsewhere && !sameOrigin(at, next)) {
                return response;
            }
            response.body().skip(options.timeouts().stall());
            known &= sameOrigin(address, next);
            at = next;
        }
    }

    private HttpRequest request(String method, URI at, Map<String, String> own, Map<String, String> range) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .method(method, BodyPublishers.noBody())
                .timeout(options.timeouts().answer())
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "lm-clip");
        own.forEach(request::header);
        range.forEach(request::header);
        return request.build();
    }

    private URI next(URI at, HttpResponse<BodyPieces> response, int hop) throws RefusedRedirectException {
        String location = response.headers().firstValue("location").orElse("");
        if (hop >= options.redirects()) {
            response.body().cancel();
            throw new RefusedRedirectException(
                    "redirected %d times, at last to \"%s\"; expected the file after at most %d redirects"
                            .formatted(hop + 1, location, options.redirects()));
        }
        URI next = resolved(at, location);
        String scheme = String.valueOf(next.getScheme());
        boolean downgrade = at.getScheme().equalsIgnoreCase("https") && !scheme.equalsIgnoreCase("https");
        if (downgrade || !scheme.matches("(?i)https?") || next.getHost() == null) {
            response.body().cancel();
            throw new RefusedRedirectException("%s redirects to \"%s\"; expected %s"
                    .formatted(at, location, downgrade ? "https to stay https" : "an http or https address"));
        }
        return next;
    }

    private static URI resolved(URI at, String location) throws RefusedRedirectException {
        try {
            return at.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new RefusedRedirectException("%s redirects to \"%s\", which is no address".formatted(at, location));
        }
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equalsIgnoreCase(b.getScheme())
                && a.getHost().equalsIgnoreCase(b.getHost())
                && port(a) == port(b);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
