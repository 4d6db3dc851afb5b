package io.github.lmclip.core.tune;

/** A density on [0, 1] around one position. */
interface Kernel {

    /**
     * Returns the density at a position; its integral over [0, 1] is 1.
     *
     * @param position in [0, 1]
     */
    double density(double position);

    /**
     * Returns the position below which a share of the mass lies.
     *
     * @param share in [0, 1)
     */
    double draw(double share);
}
