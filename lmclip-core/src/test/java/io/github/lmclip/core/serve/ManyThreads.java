package io.github.lmclip.core.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** The same work in several threads at once. */
public final class ManyThreads {

    private ManyThreads() {}

    /**
     * Runs work in so many threads and adds up what each has counted; the first failure is thrown.
     *
     * @param work of a thread, by the thread's number from 0
     */
    public static int sum(int threads, LongFunction<Callable<Integer>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                tasks.add(work.apply(thread));
            }
            int sum = 0;
            for (Future<Integer> each : pool.invokeAll(tasks)) {
                sum += each.get();
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }
}
