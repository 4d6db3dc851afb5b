package io.github.lmclip.core.train;

import io.github.lmclip.data.Sample;
import io.github.lmclip.data.load.PictureBatch;
import io.github.lmclip.data.load.PicturePass;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Batches of pictures whose vectors are known: the same as a {@code PictureLoader} gives, flips included, without pixels. */
final class KnownBatches implements EpochBatches {

    private final PicturePass pass;
    private final PictureVectors vectors;
    private final boolean[] mirrored;
    private int next;

    /**
     * Begins an epoch.
     *
     * @param pass which pictures
     * @param vectors of the pass's split; with those of mirrored pictures if {@code flip} holds
     * @param flip whether chance mirrors pictures
     */
    KnownBatches(PicturePass pass, PictureVectors vectors, boolean flip) {
        this.pass = pass;
        this.vectors = vectors;
        mirrored = pass.mirrored(flip);
        next = (int) Math.min(pass.order().length, (long) pass.passedOver() * pass.batchSize());
    }

    @Override
    public boolean hasNext() {
        return next < pass.order().length;
    }

    @Override
    public StepBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch is over");
        }
        int from = next;
        next = Math.min(pass.order().length, from + pass.batchSize());
        List<Integer> known = new ArrayList<>();
        for (int place = from; place < next; place++) {
            if (vectors.isKnown(pass.order()[place])) {
                known.add(place);
            }
        }
        return batch(known, next - from - known.size());
    }

    private StepBatch batch(List<Integer> places, int skipped) {
        List<Integer> indices =
                places.stream().map(place -> pass.order()[place]).toList();
        List<Sample> samples = indices.stream().map(pass.split().samples()::get).toList();
        float[] rows = new float[places.size() * vectors.width()];
        for (int i = 0; i < places.size(); i++) {
            float[] row = vectors.row(indices.get(i), mirrored[places.get(i)]);
            System.arraycopy(row, 0, rows, i * row.length, row.length);
        }
        return new StepBatch(new PictureBatch(samples, indices, new float[0], skipped), Optional.of(rows));
    }

    @Override
    public void close() {
        next = pass.order().length;
    }
}
