package io.github.lmclip.core.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.FolderLock;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trial's process does other than train, which searches by the command show. */
class TrialProcessesTest {

    @TempDir
    private Path folder;

    private TrialJob job(Configuration configuration) {
        return new TrialJob(3, configuration, folder.resolve("0003"), 1);
    }

    @Test
    void anErrorOfTheProcessComesOutHereAndIsInItsLog() throws IOException {
        Configuration missing = Configuration.quickstart()
                .with("data.source", folder.resolve("nowhere").toString());
        String said = assertThrows(LmClipException.class, () -> new TrialProcesses().run(job(missing), step -> {}))
                .getMessage();
        assertTrue(said.contains("nowhere"), said);
        assertTrue(Files.readString(folder.resolve("0003/trial.log")).contains("nowhere"));
    }

    /** The folder belongs to somebody else, so that the process waits; the end of its input ends it. */
    @Test
    void aProcessThatIsAskedToStopEndsWithoutResult() throws InterruptedException {
        TrialProcesses processes = new TrialProcesses();
        TrialJob waiting = job(Configuration.quickstart());
        try (FolderLock lock = FolderLock.of(waiting.folder())) {
            TrialOutcome[] outcome = new TrialOutcome[1];
            Thread worker = new Thread(() -> outcome[0] = processes.run(waiting, step -> {}));
            worker.start();
            processes.stop();
            worker.join();
            assertEquals(new TrialOutcome.Stopped(), outcome[0]);
        }
    }
}
