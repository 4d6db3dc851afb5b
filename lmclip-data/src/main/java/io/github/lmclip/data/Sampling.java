package io.github.lmclip.data;

/** How an epoch's images are chosen from a split; all of them choose as many as it has. */
public enum Sampling {
    /** Every image once, in random order. */
    SHUFFLED {
        @Override
        public Sampler of(LongTailDataset split, double power, long seed) {
            return new ShuffledSampler(split.size(), seed);
        }
    },
    /**
     * As published: drawn with replacement, in proportion to {@link ClassFrequencies#imageWeights}. At power 0 every image
     * comes once instead.
     */
    CLASS_AWARE {
        @Override
        public Sampler of(LongTailDataset split, double power, long seed) {
            if (power == 0) {
                return SHUFFLED.of(split, power, seed);
            }
            return new ClassAwareSampler(ClassFrequencies.of(split).imageWeights(split, power), seed);
        }
    },
    /** Drawn with replacement: a class, then an image of it; see {@link OneClassSampler}. */
    ONE_CLASS {
        @Override
        public Sampler of(LongTailDataset split, double power, long seed) {
            return new OneClassSampler(split, seed);
        }
    };

    /**
     * Returns the sampler.
     *
     * @param split what is chosen from
     * @param power of the images' weights, >= 0; for {@link #CLASS_AWARE} alone
     * @param seed of the choices
     */
    public abstract Sampler of(LongTailDataset split, double power, long seed);
}
