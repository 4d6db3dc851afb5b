package io.github.lmclip.core.tune;

/** How a range is divided into equally likely parts. */
public enum Scale {
    /** Equal parts are equal differences. */
    LINEAR {
        @Override
        double forward(double value) {
            return value;
        }

        @Override
        double back(double position) {
            return position;
        }
    },
    /** Equal parts are equal ratios. */
    LOG {
        @Override
        double forward(double value) {
            return Math.log(value);
        }

        @Override
        double back(double position) {
            return Math.exp(position);
        }
    };

    abstract double forward(double value);

    abstract double back(double position);

    /** Returns the value at a share of the way between two others. */
    double between(double from, double to, double share) {
        return back(forward(from) + share * (forward(to) - forward(from)));
    }

    /** Returns the share of the way between two others that a value has come. */
    double share(double from, double to, double value) {
        return (forward(value) - forward(from)) / (forward(to) - forward(from));
    }
}
