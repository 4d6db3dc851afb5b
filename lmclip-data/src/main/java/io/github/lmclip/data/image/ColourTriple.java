package io.github.lmclip.data.image;

/**
 * One number for each colour, in the scale where 0 is dark and 1 is full.
 *
 * @param red the number for red
 * @param green the number for green
 * @param blue the number for blue
 */
public record ColourTriple(float red, float green, float blue) {

    float[] toArray() {
        return new float[] {red, green, blue};
    }
}
