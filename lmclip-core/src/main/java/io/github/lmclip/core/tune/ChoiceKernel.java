package io.github.lmclip.core.tune;

/**
 * A density on choices, each an equal part of [0, 1]: its own choice has one weight more than the share of a weight that all
 * have. With more points around, the share falls (Aitchison and Aitken, Biometrika 63, 1976).
 *
 * @param own the preferred choice
 * @param choices how many there are
 * @param share weight of each choice
 */
record ChoiceKernel(int own, int choices, double share) implements Kernel {

    /** Returns the kernel around a choice where there are so many points. */
    static ChoiceKernel around(int own, int choices, int points) {
        return new ChoiceKernel(own, choices, 1.0 / (points + 1));
    }

    private double mass(int choice) {
        return (share + (choice == own ? 1 : 0)) / (1 + choices * share);
    }

    @Override
    public double density(double position) {
        return choices * mass((int) Math.min(choices - 1, Math.floor(position * choices)));
    }

    @Override
    public double draw(double part) {
        double left = part;
        for (int choice = 0; choice < choices - 1; choice++) {
            double mass = mass(choice);
            if (left < mass) {
                return (choice + left / mass) / choices;
            }
            left -= mass;
        }
        return (choices - 1 + Math.min(1, left / mass(choices - 1))) / choices;
    }
}
