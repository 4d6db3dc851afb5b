package io.github.lmclip.core.train;

import io.github.lmclip.data.load.PictureLoader;
import java.util.Iterator;

/** The batches of an epoch, in their order. Close it to end what prepares them. */
interface EpochBatches extends Iterator<StepBatch>, AutoCloseable {

    @Override
    void close();

    /** Returns batches of pixels; {@code loader} is closed with them. */
    static EpochBatches of(PictureLoader loader) {
        return new EpochBatches() {
            @Override
            public boolean hasNext() {
                return loader.hasNext();
            }

            @Override
            public StepBatch next() {
                return StepBatch.of(loader.next());
            }

            @Override
            public void close() {
                loader.close();
            }
        };
    }
}
