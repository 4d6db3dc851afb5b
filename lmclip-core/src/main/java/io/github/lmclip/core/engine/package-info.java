/**
 * What DJL's own operators lack, reached through the engine that DJL loads: fused attention, the fused optimizer, and
 * flat parameter buffers. Read {@link io.github.lmclip.core.engine.TorchOps} first; it is the only door to the engine's
 * script interpreter.
 */
package io.github.lmclip.core.engine;
