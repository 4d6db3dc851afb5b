package io.github.lmclip.core.config;

/** A configuration that cannot be: an unknown key, a value of the wrong kind or out of its range, a broken file. */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Creates it. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** Creates it with its cause. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
