/** How the weights of the small backbone were made: {@link io.github.lmclip.examples.pretrain.PretrainTiny}. */
package io.github.lmclip.examples.pretrain;
