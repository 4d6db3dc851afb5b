package io.github.lmclip.data.fetch;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Content-Range} header says (RFC 9110, section 14.4).
 *
 * @param start the first byte, absent where the server has none to send
 * @param total bytes of the whole file, where the server knows
 */
record ContentRange(OptionalLong start, OptionalLong total) {

    private static final Pattern FORM =
            Pattern.compile("bytes\\s+(?:\\*|(\\d{1,18})-\\d{1,18})/(?:\\*|(\\d{1,18}))", Pattern.CASE_INSENSITIVE);

    static Optional<ContentRange> of(HttpHeaders headers) {
        return headers.firstValue("content-range")
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(found -> new ContentRange(number(found.group(1)), number(found.group(2))));
    }

    private static OptionalLong number(String digits) {
        return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
}
