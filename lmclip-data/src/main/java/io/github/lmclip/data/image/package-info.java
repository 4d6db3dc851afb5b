/** From a picture file to the numbers that enter the network, bit for bit as Pillow and torchvision give them. */
package io.github.lmclip.data.image;
