/** The data room. */
package io.github.lmclip.data;
