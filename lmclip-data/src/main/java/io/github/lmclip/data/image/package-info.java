/**
 * From a picture file to the numbers that enter the network, bit for bit as Pillow and torchvision give them. {@link
 * io.github.lmclip.data.image.PictureDecoder} turns a file into a {@link io.github.lmclip.data.image.Bitmap} in its own
 * mode, {@link io.github.lmclip.data.image.Resampling} resizes as Pillow does, and {@link
 * io.github.lmclip.data.image.PictureTransform} puts the steps together.
 */
package io.github.lmclip.data.image;
