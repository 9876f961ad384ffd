/** Small charts side by side: together as wide as the place they stand in. */

/** Part of the width that may stay empty: a wider chart may label its axis farther out, and then be too wide. */
const SPARE = 0.025

export interface Panels {
  /** Small charts in a row. */
  columns: number
  /** Of each plot, in CSS px. */
  width: number
}

/**
 * The small charts of a facet.
 *
 * @param spec A whole Vega-Lite spec.
 * @returns Null for another chart.
 */
export function panelsOf({ facet, columns, spec }: Record<string, unknown>): Panels | null {
  const { width } = (spec ?? {}) as { width?: unknown }
  return facet && typeof columns === 'number' && typeof width === 'number' ? { columns, width } : null
}

/**
 * Shares among small charts what their axes left over of the width, or took too much of it.
 *
 * @param drawn Width of the picture that they gave, in CSS px.
 * @param whole Width it is to have.
 * @returns Null for those that can stay as they are.
 */
export function widenPanels({ columns, width }: Panels, drawn: number, whole: number): Panels | null {
  const rest = whole - drawn
  if (rest >= 0 && rest < SPARE * whole) return null
  return { columns, width: width + Math.floor(rest / columns) }
}
