package io.github.lmclip.data.image;

/** The operations of {@link RandAugment}; a strength is -1 to 1, and those without direction take its size. */
enum AugmentOperation {
    IDENTITY {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return square;
        }
    },
    SHEAR_ACROSS {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return new AffineMap(1, SHEAR * strength, 0, 0, 1, 0).apply(square);
        }
    },
    SHEAR_DOWN {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return new AffineMap(1, 0, 0, SHEAR * strength, 1, 0).apply(square);
        }
    },
    MOVE_ACROSS {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return new AffineMap(1, 0, (int) (MOVE * square.width() * strength), 0, 1, 0).apply(square);
        }
    },
    MOVE_DOWN {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return new AffineMap(1, 0, 0, 0, 1, (int) (MOVE * square.height() * strength)).apply(square);
        }
    },
    ROTATE {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return AffineMap.rotation(Math.toRadians(DEGREES * strength), square)
                    .apply(square);
        }
    },
    BRIGHTNESS {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.brightness(square, 1 + ENHANCE * strength);
        }
    },
    SATURATION {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.saturation(square, 1 + ENHANCE * strength);
        }
    },
    CONTRAST {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.contrast(square, 1 + ENHANCE * strength);
        }
    },
    SHARPNESS {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.sharpness(square, 1 + ENHANCE * strength);
        }
    },
    POSTERIZE {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.posterize(square, 8 - (int) Math.rint(4 * Math.abs(strength)));
        }
    },
    SOLARIZE {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.solarize(square, 255 * (1 - Math.abs(strength)));
        }
    },
    AUTO_CONTRAST {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.autoContrast(square);
        }
    },
    EQUALIZE {
        @Override
        Bitmap apply(Bitmap square, double strength) {
            return ColourOperations.equalize(square);
        }
    };

    private static final double SHEAR = 0.3;
    private static final double MOVE = 150 / 331.0;
    private static final double DEGREES = 30;
    private static final double ENHANCE = 0.9;

    /** Returns a new square, or the same. */
    abstract Bitmap apply(Bitmap square, double strength);
}
