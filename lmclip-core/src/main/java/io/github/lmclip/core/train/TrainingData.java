package io.github.lmclip.core.train;

import ai.djl.Device;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sampler;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.load.LoaderOptions;
import java.util.List;

/**
 * What a run trains on.
 *
 * @param split the training split
 * @param captions token ids of each sample's caption, padded, in the order of the split
 * @param prompts token ids of each class's prompt, padded
 * @param sampler which samples an epoch visits
 * @param transform picture to pixels
 * @param loading how pictures are loaded; augmentation and broken pictures are the training options' matter
 * @param replicas devices, beside the network's own, that compute a share of each batch's pictures
 */
public record TrainingData(
        LongTailDataset split,
        List<int[]> captions,
        List<int[]> prompts,
        Sampler sampler,
        PictureTransform transform,
        LoaderOptions loading,
        List<Device> replicas) {

    /** Copies the lists and checks that there is a caption per sample and a prompt per class. */
    public TrainingData {
        captions = List.copyOf(captions);
        prompts = List.copyOf(prompts);
        replicas = List.copyOf(replicas);
        if (captions.size() != split.size()
                || prompts.size() != split.classNames().size()) {
            throw new IllegalArgumentException("expected %d captions and %d prompts, got %d and %d"
                    .formatted(split.size(), split.classNames().size(), captions.size(), prompts.size()));
        }
    }

    /** Creates data for one device. */
    public TrainingData(
            LongTailDataset split,
            List<int[]> captions,
            List<int[]> prompts,
            Sampler sampler,
            PictureTransform transform,
            LoaderOptions loading) {
        this(split, captions, prompts, sampler, transform, loading, List.of());
    }
}
