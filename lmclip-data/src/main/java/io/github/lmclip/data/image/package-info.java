/**
 * From a picture file to the numbers that enter the network, bit for bit as Pillow and torchvision give them.
 *
 * <p>{@link io.github.lmclip.data.image.PictureDecoder} turns a file into a
 * {@link io.github.lmclip.data.image.Bitmap} in the file's own {@link io.github.lmclip.data.image.PixelMode};
 * {@link io.github.lmclip.data.image.PictureTransform} makes a square of it
 * ({@link io.github.lmclip.data.image.Framing}, {@link io.github.lmclip.data.image.Resampling}) and normalises it.
 *
 * <p>{@link io.github.lmclip.data.image.DecodeOptions} say how files are decoded, by which
 * {@link io.github.lmclip.data.image.JpegEngine}; {@link io.github.lmclip.data.image.Augmentation} what chance does in
 * training.
 *
 * <p>Inside: {@code JpegFile} strips a JPEG and {@code JpegPixels} decodes it with the JDK's reader;
 * {@code TurboJpeg} with the
 * system's library once {@code TurboJpegProof} holds; {@code WebpFile} leaves the work to TwelveMonkeys; {@code PngFile} and {@code PngPixels}, {@code GifFile} and {@code GifCode}, {@code BmpFile} and {@code BmpLayout}
 * need no reader. {@code ResamplingWeights}, {@code TwoPassResize} and {@code HorizontalPass} are the resize (in loops of {@code
 * PackedSamples}, in the memory of {@code ResizeScratch}), {@code NearestResize} that of
 * palettes, {@code PremultipliedAlpha} and {@code RgbConversion} Pillow's conversions.
 */
package io.github.lmclip.data.image;
