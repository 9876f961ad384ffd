/** Labels that find their own place: clear of each other, of other texts, of points, lines and bars. */

/** The part of Vega's scenegraph that is looked at: a mark with its items, a group with its marks. */
export interface Mark {
  marktype: string
  name?: string
  role?: string
  items: Item[]
}

export interface Item {
  x?: number
  y?: number
  x2?: number
  y2?: number
  width?: number
  height?: number
  dx?: number
  dy?: number
  align?: string
  baseline?: string
  angle?: number
  text?: unknown
  font?: string
  fontSize?: number
  fontStyle?: string
  fontWeight?: string | number
  size?: number
  opacity?: number
  fill?: string
  fillOpacity?: number
  stroke?: string
  defined?: boolean
  items?: Mark[]
}

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

interface Segment {
  from: [number, number]
  to: [number, number]
}

/** A text that may be moved about its anchor, which stays. */
interface Label {
  item: Item
  x: number
  y: number
  width: number
  height: number
  /** The plot it stands in. */
  frame: Box
  box: Box
  /** What else is near enough to be in its way. */
  symbols: Box[]
  bars: Box[]
  texts: Box[]
  segments: Segment[]
  /** Where it can stand: as written first, then nearest first. */
  places: Place[]
}

/** Of the left end and the middle of the line, from the anchor. */
interface Place {
  dx: number
  dy: number
  /** What is against it before anything is in its way. */
  cost: number
}

/** Layers of this name hold the labels that are moved; Vega-Lite names their marks after them. */
const MOVABLE = /^labels.*_marks$/

/** Whether the texts of a mark are to find their own place. */
export function isMovable(mark: Pick<Mark, 'name'> | undefined): boolean {
  return MOVABLE.test(mark?.name ?? '')
}

/** A plot with more labels than this is left as it is. */
const MOST = 400

/** Rounds in which every label may choose again. */
const ROUNDS = 6

/** What it costs to stand nearer to another point than to the own one: the number would be read as that of the other. */
const MISTAKEN = 6

/** What it costs to overlap a text or leave the plot, a point, a bar (each and for a px²), a line (for a px in it). */
const COST = { text: [60, 1], symbol: [14, 0.2], bar: [3, 0.05], line: [1.5, 0.35], frame: [40, 1] } as const

/**
 * Moves the texts of layers whose name begins with `labels` to where nothing is in their way, as far as there is such
 * a place near their anchor.
 *
 * @param widthOf Width of the text of an item, in px.
 */
export function placeLabels(root: Mark, widthOf: (item: Item) => number): void {
  const seen: Seen = { labels: [], symbols: [], bars: [], texts: [], segments: [] }
  collect(root, { x: 0, y: 0, frame: null, fixed: false }, seen, widthOf)
  const { labels } = seen
  if (labels.length === 0 || labels.length > MOST) return
  for (const label of labels) {
    const reach = grown(reachOf(label), 2)
    label.symbols = seen.symbols.filter((box) => area(box, reach) > 0)
    label.bars = seen.bars.filter((box) => area(box, reach) > 0)
    label.texts = seen.texts.filter((box) => area(box, reach) > 0)
    label.segments = seen.segments.filter((segment) => lengthInside(segment, reach) > 0)
  }
  // Those with the least room choose first.
  const crowd = (label: Label) =>
    labels.filter((other) => area(reachOf(other), reachOf(label)) > 0).length + label.segments.length / 4
  const order = labels.map((label) => ({ label, crowd: crowd(label) })).sort((a, b) => b.crowd - a.crowd)
  const placed: Label[] = []
  for (const { label } of order) {
    choose(label, placed)
    placed.push(label)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const moved = placed.filter((label) =>
      choose(
        label,
        placed.filter((other) => other !== label),
      ),
    )
    if (moved.length === 0) break
  }
}

interface Seen {
  labels: Label[]
  symbols: Box[]
  bars: Box[]
  texts: Box[]
  segments: Segment[]
}

interface Where {
  x: number
  y: number
  frame: Box | null
  /** Inside an axis, a legend or a title. */
  fixed: boolean
}

function collect(mark: Mark, where: Where, seen: Seen, widthOf: (item: Item) => number): void {
  const { marktype, items } = mark
  const at = (item: Item) => [where.x + (item.x ?? 0), where.y + (item.y ?? 0)] as const
  if (marktype === 'group') {
    const fixed = where.fixed || /^(axis|legend|title)/.test(mark.role ?? '')
    for (const item of items) {
      const [x, y] = at(item)
      const { width = 0, height = 0 } = item
      const frame =
        fixed || width * height === 0
          ? where.frame
          : { left: x, top: y, right: x + width, bottom: y + height }
      for (const inner of item.items ?? []) collect(inner, { x, y, frame, fixed }, seen, widthOf)
    }
  } else if (marktype === 'text') {
    const moves = isMovable(mark) && where.frame !== null
    for (const item of items) {
      if (item.opacity === 0 || textOf(item) === '') continue
      const [x, y] = at(item)
      const width = widthOf(item)
      if (moves) seen.labels.push(labelOf(item, { x, y, width, frame: where.frame! }))
      else seen.texts.push(boxOf(item, x, y, width))
    }
  } else if (where.fixed) {
    // Ticks and grid lines are in nobody's way.
  } else if (marktype === 'symbol') {
    for (const item of items) {
      const [x, y] = at(item)
      const half = Math.sqrt(item.size ?? 64) / 2
      seen.symbols.push({ left: x - half, top: y - half, right: x + half, bottom: y + half })
    }
  } else if (marktype === 'rect') {
    for (const item of items) {
      const [x, y] = at(item)
      const box = { left: x, top: y, right: x + (item.width ?? 0), bottom: y + (item.height ?? 0) }
      // A ground is no bar: only its edges are in the way.
      if ((item.fillOpacity ?? 1) * (item.opacity ?? 1) < 0.5) seen.segments.push(...edgesOf(box))
      else seen.bars.push(box)
    }
  } else if (marktype === 'rule') {
    for (const item of items) {
      const [x, y] = at(item)
      const to: [number, number] = [where.x + (item.x2 ?? item.x ?? 0), where.y + (item.y2 ?? item.y ?? 0)]
      seen.segments.push({ from: [x, y], to })
    }
  } else if (marktype === 'line') {
    items.slice(1).forEach((item, index) => {
      const before = items[index]!
      if (item.defined === false || before.defined === false) return
      seen.segments.push({ from: [...at(before)], to: [...at(item)] })
    })
  }
}

function edgesOf({ left, top, right, bottom }: Box): Segment[] {
  return [
    { from: [left, top], to: [right, top] },
    { from: [right, top], to: [right, bottom] },
    { from: [right, bottom], to: [left, bottom] },
    { from: [left, bottom], to: [left, top] },
  ]
}

function textOf({ text }: Item): string {
  return String([text ?? ''].flat().join(''))
}

/** Ink of a line of text: digits, Latin and Chinese stand in it. */
const LINE = 1

/** The box of a fixed text, which may stand upright. */
function boxOf(item: Item, x: number, y: number, width: number): Box {
  const size = item.fontSize ?? 11
  const lines = Array.isArray(item.text) ? item.text.length : 1
  const height = size * LINE + (lines - 1) * size * 1.3
  const [dx, dy] = [item.dx ?? 0, item.dy ?? 0]
  const left = item.align === 'right' ? -width : item.align === 'center' ? -width / 2 : 0
  const share =
    { top: 0, 'line-top': 0, middle: 0.5, bottom: 1, 'line-bottom': 1 }[item.baseline ?? ''] ?? 0.86
  const top = -height * share
  if (Math.abs(item.angle ?? 0) === 90) {
    // Turned a quarter to the left: what ran to the right runs up.
    const sign = (item.angle ?? 0) < 0 ? 1 : -1
    const ends = [-sign * (left + dx), -sign * (left + dx + width)]
    const sides = [sign * (top + dy), sign * (top + dy + height)]
    return {
      left: x + Math.min(...sides),
      right: x + Math.max(...sides),
      top: y + Math.min(...ends),
      bottom: y + Math.max(...ends),
    }
  }
  return {
    left: x + left + dx,
    right: x + left + dx + width,
    top: y + top + dy,
    bottom: y + top + dy + height,
  }
}

function labelOf(
  item: Item,
  { x, y, width, frame }: { x: number; y: number; width: number; frame: Box },
): Label {
  const height = (item.fontSize ?? 11) * LINE
  const written = boxOf(item, 0, 0, width)
  const middle = (written.top + written.bottom) / 2
  const gap = Math.max(4, distance(written))
  const label: Label = {
    item,
    x,
    y,
    width,
    height,
    frame,
    box: written,
    symbols: [],
    bars: [],
    texts: [],
    segments: [],
    places: [],
  }
  const asWritten: Place = { dx: written.left, dy: middle, cost: 0 }
  label.places = [asWritten, ...around(width, height, gap, asWritten)]
  return label
}

/** How far a box is from the anchor at 0, 0. */
function distance({ left, top, right, bottom }: Box): number {
  return Math.hypot(Math.max(left, 0, -right), Math.max(top, 0, -bottom))
}

/** Places around an anchor, as near as written, and up to three steps farther. */
function around(width: number, height: number, gap: number, { dx, dy }: Place): Place[] {
  const isAbove = dy < 0
  const places: Place[] = []
  for (const [ring, far] of [0, 0.7 * height, 1.5 * height, 2.4 * height].entries()) {
    const up = gap + far + height / 2
    const side = gap + far
    const slant = side * 0.5
    const centred = -width / 2
    const left = -width - side
    const spots: Array<[number, number, number]> = [
      [centred, isAbove ? -up : up, 0.5],
      [centred, isAbove ? up : -up, 1],
      [side, 0, 1],
      [left, 0, 1],
      [slant, -up * 0.8, 1.5],
      [slant, up * 0.8, 1.5],
      [-width - slant, -up * 0.8, 1.5],
      [-width - slant, up * 0.8, 1.5],
      [-width * 0.25, -up, 1.6],
      [-width * 0.25, up, 1.6],
      [-width * 0.75, -up, 1.6],
      [-width * 0.75, up, 1.6],
    ]
    for (const [x, y, cost] of spots) {
      // Of two places as good the one nearer to what was written.
      const turned = Math.hypot(x - dx, y - dy) / 60
      places.push({ dx: x, dy: y, cost: cost + ring * 5 + turned })
    }
  }
  return places
}

/** All the room a label can take. */
function reachOf({ x, y, width, height, places }: Label): Box {
  const dxs = places.map(({ dx }) => dx)
  const dys = places.map(({ dy }) => dy)
  return {
    left: x + Math.min(...dxs),
    right: x + Math.max(...dxs) + width,
    top: y + Math.min(...dys) - height / 2,
    bottom: y + Math.max(...dys) + height / 2,
  }
}

/** Takes the cheapest place. @returns Whether it is another one than before. */
function choose(label: Label, others: Label[]): boolean {
  const near = others.map(({ box }) => box)
  let best = Number.POSITIVE_INFINITY
  let chosen = label.places[0]!
  for (const place of label.places) {
    if (place.cost >= best) continue
    const cost = place.cost + costOf(boxAt(label, place), label, near)
    if (cost < best) {
      best = cost
      chosen = place
    }
  }
  const { item } = label
  const moved = item.dx !== chosen.dx || item.dy !== chosen.dy
  item.align = 'left'
  item.baseline = 'middle'
  item.dx = chosen.dx
  item.dy = chosen.dy
  label.box = boxAt(label, chosen)
  return moved
}

function boxAt({ x, y, width, height }: Label, { dx, dy }: Place): Box {
  return { left: x + dx, right: x + dx + width, top: y + dy - height / 2, bottom: y + dy + height / 2 }
}

function costOf(
  box: Box,
  { x, y, frame, symbols, bars, texts, segments, width, height }: Label,
  others: Box[],
): number {
  const roomy = grown(box, 1)
  let cost = 0
  const outside = width * height - area(box, frame)
  if (outside > 0.5) cost += COST.frame[0] + COST.frame[1] * outside
  const add = (boxes: Box[], [each, px]: readonly [number, number]) => {
    for (const other of boxes) {
      const shared = area(roomy, other)
      if (shared > 0) cost += each + px * shared
    }
  }
  add(others, COST.text)
  add(texts, COST.text)
  add(symbols, COST.symbol)
  add(bars, COST.bar)
  const own = gapTo(box, { left: x, top: y, right: x, bottom: y })
  cost +=
    MISTAKEN * symbols.filter((other) => !holds(other, x, y) && gapTo(box, middleOf(other)) < own).length
  for (const segment of segments) {
    const length = lengthInside(segment, box)
    if (length > 0) cost += COST.line[0] + COST.line[1] * length
  }
  return cost
}

function grown({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
}

function holds({ left, top, right, bottom }: Box, x: number, y: number): boolean {
  return left <= x && x <= right && top <= y && y <= bottom
}

function middleOf({ left, top, right, bottom }: Box): Box {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  return { left: x, top: y, right: x, bottom: y }
}

/** The shortest way between two boxes, in px; 0 where they meet. */
function gapTo(a: Box, b: Box): number {
  const across = Math.max(0, b.left - a.right, a.left - b.right)
  const down = Math.max(0, b.top - a.bottom, a.top - b.bottom)
  return Math.hypot(across, down)
}

/** What two boxes share, in px². */
function area(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return width > 0 && height > 0 ? width * height : 0
}

/** How much of a line runs through a box, in px. */
function lengthInside({ from, to }: Segment, { left, top, right, bottom }: Box): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  let [start, end] = [0, 1]
  for (const [move, low, high] of [
    [dx, left - from[0], right - from[0]],
    [dy, top - from[1], bottom - from[1]],
  ] as const) {
    if (move === 0) {
      if (low > 0 || high < 0) return 0
      continue
    }
    start = Math.max(start, Math.min(low / move, high / move))
    end = Math.min(end, Math.max(low / move, high / move))
  }
  return end > start ? (end - start) * Math.hypot(dx, dy) : 0
}
