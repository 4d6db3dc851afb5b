/**
 * Batches of pictures, decoded ahead of their use: a {@link io.github.lmclip.data.load.PictureLoader} visits a split in a
 * given order on the threads that {@link io.github.lmclip.data.load.LoaderOptions} grant it, and hands out {@link
 * io.github.lmclip.data.load.PictureBatch}es; a {@link io.github.lmclip.data.load.PictureCache} keeps what fits for the
 * next pass.
 *
 * <p>What comes out depends on the order and the seed alone, not on the threads.
 */
package io.github.lmclip.data.load;
