package io.github.lmclip.examples.cli.options;

import io.github.lmclip.core.RunCheckpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words by which the command line calls a run's models: their names, or those of their files. */
public final class CheckpointName implements ITypeConverter<RunCheckpoint> {

    @Override
    public RunCheckpoint convert(String word) {
        return RunCheckpoint.named(word)
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of best_total, best_tail, last, got \"%s\"".formatted(word)));
    }
}
