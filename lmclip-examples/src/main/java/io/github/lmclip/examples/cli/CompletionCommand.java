package io.github.lmclip.examples.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lmclip completion}: lets the shell complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script that lets bash and zsh complete commands, options and files.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  source <(./lmclip completion)",
            "  ./lmclip completion > ~/.local/share/bash-completion/completions/lmclip"
        })
final class CompletionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("lmclip", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
