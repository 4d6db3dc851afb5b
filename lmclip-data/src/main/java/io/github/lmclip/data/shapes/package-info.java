/**
 * Pictures drawn by code: {@link io.github.lmclip.data.shapes.ShapesMlt}, the long-tailed set of the quickstart, and
 * {@link io.github.lmclip.data.shapes.CaptionedScenes}, the stream that its small CLIP is pre-trained on. Both draw
 * {@link io.github.lmclip.data.shapes.Figure}s; they share the outlines and nothing else.
 */
package io.github.lmclip.data.shapes;
