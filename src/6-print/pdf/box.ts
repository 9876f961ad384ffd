/** Rectangles of a page, and the matrices that things are drawn through. */

/** `a b c d e f` of the PDF: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** Left, bottom, right and top, in points; left of a box that holds nothing is greater than right. */
export type Box = [left: number, bottom: number, right: number, top: number]

export const NOTHING: Readonly<Box> = [Infinity, Infinity, -Infinity, -Infinity]

/** First the one, then the other. */
export function multiplied([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}

/** Makes a box hold a point that is drawn through a matrix. */
export function include(box: Box, matrix: Matrix, x: number, y: number): void {
  const right = matrix[0] * x + matrix[2] * y + matrix[4]
  const up = matrix[1] * x + matrix[3] * y + matrix[5]
  if (right < box[0]) box[0] = right
  if (up < box[1]) box[1] = up
  if (right > box[2]) box[2] = right
  if (up > box[3]) box[3] = up
}

/** Makes a box hold a rectangle, given by two corners, that is drawn through a matrix. */
export function includeRectangle(
  box: Box,
  matrix: Matrix,
  x: number,
  y: number,
  right: number,
  top: number,
): void {
  include(box, matrix, x, y)
  include(box, matrix, right, top)
  // Nothing is turned: the other corners lie on the same lines.
  if (matrix[1] === 0 && matrix[2] === 0) return
  include(box, matrix, right, y)
  include(box, matrix, x, top)
}

export function isNothing([left, bottom, right, top]: Readonly<Box>): boolean {
  return left > right || bottom > top
}

export function intersection(a: Readonly<Box>, b: Readonly<Box>): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
}

export function union(a: Readonly<Box>, b: Readonly<Box>): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}
