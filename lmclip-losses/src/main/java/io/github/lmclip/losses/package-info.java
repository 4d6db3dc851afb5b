/** What to minimise: pure functions of tensors. */
package io.github.lmclip.losses;
