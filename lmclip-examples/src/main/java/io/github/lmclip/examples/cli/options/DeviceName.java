package io.github.lmclip.examples.cli.options;

import io.github.lmclip.core.serve.Device;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words by which the command line calls devices. */
public final class DeviceName implements ITypeConverter<Device> {

    @Override
    public Device convert(String word) {
        try {
            return Device.parse(word);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
