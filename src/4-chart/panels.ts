/** Small charts side by side: together as wide as the place they stand in. */

/** Part of the width that may stay empty: a wider chart may label its axis farther out, and then be too wide. */
const SPARE = 0.025

/**
 * Shares among the small charts of a facet what their axes left over of the width, or took too much of it.
 *
 * @param spec A whole Vega-Lite spec.
 * @param drawn Width of the picture that it gave, in CSS px.
 * @param width Width it is to have.
 * @returns Null for a chart that can stay as it is.
 */
export function widenPanels(
  spec: Record<string, unknown>,
  drawn: number,
  width: number,
): Record<string, unknown> | null {
  const { facet, columns } = spec
  const panel = spec.spec as { width?: unknown } | undefined
  if (!facet || typeof columns !== 'number' || typeof panel?.width !== 'number') return null
  const rest = width - drawn
  if (rest >= 0 && rest < SPARE * width) return null
  return { ...spec, spec: { ...panel, width: panel.width + Math.floor(rest / columns) } }
}
