package io.github.lmclip.data.fetch;

import java.net.http.HttpHeaders;

/**
 * The head of a server's answer.
 *
 * @param status the HTTP status
 * @param headers what it says
 */
public record Answer(int status, HttpHeaders headers) {}
