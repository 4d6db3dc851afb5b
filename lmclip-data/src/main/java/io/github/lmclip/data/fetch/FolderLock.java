package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets one thread of one process at a time write a file: a lock on one byte of the folder's lock file, chosen by the
 * file's name. The system frees it when the process dies. All locks of a folder go through one channel, since POSIX drops
 * a process's locks on a file whenever it closes any channel of it; for the same reason the file is never deleted.
 */
public final class FolderLock implements AutoCloseable {

    static final String FILE = ".lmclip-fetch.lock";

    private static final long POLL_MILLIS = 20;

    /** The lock files in use here; also the monitor of all they hold. */
    private static final Map<Path, Folder> FOLDERS = new HashMap<>();

    private static final class Folder {
        private final FileChannel channel;
        private final Set<Long> held = new HashSet<>();
        private int users;

        private Folder(FileChannel channel) {
            this.channel = channel;
        }
    }

    private final Path key;
    private final Folder folder;
    private final long place;
    private final FileLock lock;

    private FolderLock(Path key, Folder folder, long place, FileLock lock) {
        this.key = key;
        this.folder = folder;
        this.place = place;
        this.lock = lock;
    }

    /**
     * Waits until nobody else writes a target.
     *
     * @param target in a folder that exists
     * @throws IOException if the folder cannot hold a lock file
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static FolderLock acquire(Path target) throws IOException, InterruptedException {
        return acquire(target, () -> {});
    }

    /**
     * Waits until nobody else writes a target.
     *
     * @param target in a folder that exists
     * @param onWait called once if another process has the lock
     * @throws IOException if the folder cannot hold a lock file
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static FolderLock acquire(Path target, Runnable onWait) throws IOException, InterruptedException {
        Path key = target.toAbsolutePath().getParent().toRealPath();
        long place = Integer.toUnsignedLong(target.getFileName().toString().hashCode());
        Folder folder = enter(key, place);
        boolean locked = false;
        try {
            FileLock lock = folder.channel.tryLock(place, 1, false);
            if (lock == null) {
                onWait.run();
            }
            while (lock == null) {
                Thread.sleep(POLL_MILLIS);
                lock = folder.channel.tryLock(place, 1, false);
            }
            locked = true;
            return new FolderLock(key, folder, place, lock);
        } finally {
            if (!locked) {
                leave(key, folder, place);
            }
        }
    }

    private static Folder enter(Path key, long place) throws IOException, InterruptedException {
        synchronized (FOLDERS) {
            while (FOLDERS.containsKey(key) && FOLDERS.get(key).held.contains(place)) {
                FOLDERS.wait();
            }
            Folder folder = FOLDERS.get(key);
            if (folder == null) {
                folder = new Folder(
                        FileChannel.open(key.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
                FOLDERS.put(key, folder);
            }
            folder.users++;
            folder.held.add(place);
            return folder;
        }
    }

    private static void leave(Path key, Folder folder, long place) throws IOException {
        synchronized (FOLDERS) {
            folder.held.remove(place);
            folder.users--;
            FOLDERS.notifyAll();
            if (folder.users == 0) {
                FOLDERS.remove(key);
                folder.channel.close();
            }
        }
    }

    /** Lets the next one write. */
    @Override
    public void close() throws IOException {
        try {
            lock.release();
        } finally {
            leave(key, folder, place);
        }
    }
}
