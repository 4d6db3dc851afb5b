package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/**
 * The focusing factor base^gamma, finite everywhere. Where the power has no finite real value (a negative base under a
 * fractional exponent, which smoothing can bring about) or no finite slope (a base of 0 under an exponent between 0 and
 * 1), the factor and its gradient are zero: the element is beyond the point where the focus has faded out.
 */
final class Focus {

    private Focus() {}

    /**
     * Returns the factor of every element.
     *
     * @param base [N, C]
     * @param gamma exponents >= 0, [N, C], without gradient
     */
    static NDArray of(NDArray base, NDArray gamma) {
        NDArray known = base.stopGradient();
        NDArray fractional = gamma.neq(gamma.round());
        NDArray imaginary = known.lt(0).logicalAnd(fractional);
        NDArray steep = known.eq(0).logicalAnd(gamma.gt(0)).logicalAnd(gamma.lt(1));
        NDArray faded = imaginary.logicalOr(steep);
        NDArray power = NDArrays.where(faded, base.onesLike(), base).pow(gamma);
        return NDArrays.where(faded, base.zerosLike(), power);
    }
}
