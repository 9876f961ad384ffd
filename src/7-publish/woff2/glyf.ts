/**
 * The table of outlines, taken apart for compression: WOFF File Format 2.0, section 5.1. Numbers of one kind stand together,
 * and what can be worked out again (`loca`, most bounding boxes) is left out.
 */
import { Bytes } from './bytes.ts'

/** Bits of a point in `glyf`. */
const ON_CURVE = 0x01
const X_SHORT = 0x02
const Y_SHORT = 0x04
const REPEAT = 0x08
const X_SAME = 0x10
const Y_SAME = 0x20
const OVERLAP = 0x40

/** Bits of a part of a composite glyph. */
const ARGUMENTS_ARE_WORDS = 0x0001
const HAS_SCALE = 0x0008
const HAS_MORE = 0x0020
const HAS_TWO_SCALES = 0x0040
const HAS_MATRIX = 0x0080
const HAS_INSTRUCTIONS = 0x0100

interface Point {
  /** From the point before. */
  dx: number
  dy: number
  isOnCurve: boolean
}

/** Streams of the transformed table, each written through all glyphs. */
class Streams {
  readonly contours = new Bytes()
  readonly points = new Bytes()
  readonly flags = new Bytes()
  readonly glyphs = new Bytes()
  readonly composites = new Bytes()
  readonly boxes = new Bytes()
  readonly instructions = new Bytes()
  /** A bit for each glyph. */
  readonly hasBox: Buffer
  readonly overlaps: Buffer

  constructor(glyphs: number) {
    this.hasBox = Buffer.alloc(Math.ceil(glyphs / 32) * 4)
    this.overlaps = Buffer.alloc(Math.ceil(glyphs / 8))
  }
}

/**
 * @param glyf The table.
 * @param offsets Of the glyphs in it: one more than there are glyphs.
 * @param indexFormat Of `loca`, as `head` has it.
 */
export function transformGlyf(glyf: Buffer, offsets: number[], indexFormat: number): Buffer {
  const count = offsets.length - 1
  const streams = new Streams(count)
  for (let glyph = 0; glyph < count; glyph++)
    addGlyph(glyf.subarray(offsets[glyph]!, offsets[glyph + 1]!), glyph, streams)
  const { contours, points, flags, glyphs, composites, boxes, instructions, hasBox, overlaps } = streams
  const hasOverlaps = overlaps.some((byte) => byte !== 0)
  const table = new Bytes()
  table.u16(0)
  table.u16(hasOverlaps ? 1 : 0)
  table.u16(count)
  table.u16(indexFormat)
  for (const { length } of [contours, points, flags, glyphs, composites]) table.u32(length)
  table.u32(hasBox.length + boxes.length)
  table.u32(instructions.length)
  for (const { written } of [contours, points, flags, glyphs, composites]) table.append(written)
  table.append(hasBox)
  table.append(boxes.written)
  table.append(instructions.written)
  if (hasOverlaps) table.append(overlaps)
  return table.written
}

function addGlyph(glyph: Buffer, index: number, streams: Streams): void {
  const contours = glyph.length === 0 ? 0 : glyph.readInt16BE(0)
  streams.contours.u16(contours)
  if (glyph.length === 0) return
  if (contours >= 0) addOutline(glyph, contours, index, streams)
  else addComposite(glyph, index, streams)
}

function addOutline(glyph: Buffer, contours: number, index: number, streams: Streams): void {
  let before = -1
  let at = 10
  for (let contour = 0; contour < contours; contour++, at += 2) {
    const last = glyph.readUInt16BE(at)
    streams.points.short255(last - before)
    before = last
  }
  const length = glyph.readUInt16BE(at)
  const { points, overlaps } = pointsOf(glyph, at + 2 + length, before + 1)
  for (const point of points) addPoint(point, streams)
  streams.glyphs.short255(length)
  streams.instructions.append(glyph.subarray(at + 2, at + 2 + length))
  if (overlaps) setBit(streams.overlaps, index)
  const [left, bottom, right, top] = [2, 4, 6, 8].map((place) => glyph.readInt16BE(place))
  const box = boxOf(points)
  if (left !== box.left || bottom !== box.bottom || right !== box.right || top !== box.top)
    addBox(glyph, index, streams)
}

/** Flags, then all x, then all y. */
function pointsOf(glyph: Buffer, start: number, count: number): { points: Point[]; overlaps: boolean } {
  let at = start
  const flags: number[] = []
  while (flags.length < count) {
    const flag = glyph[at++]!
    flags.push(flag)
    if (flag & REPEAT) for (let more = glyph[at++]!; more > 0; more--) flags.push(flag)
  }
  const distances = (short: number, same: number) =>
    flags.map((flag) => {
      if (flag & short) return flag & same ? glyph[at++]! : -glyph[at++]!
      if (flag & same) return 0
      at += 2
      return glyph.readInt16BE(at - 2)
    })
  const xs = distances(X_SHORT, X_SAME)
  const ys = distances(Y_SHORT, Y_SAME)
  const points = flags.map((flag, index) => ({
    dx: xs[index]!,
    dy: ys[index]!,
    isOnCurve: (flag & ON_CURVE) !== 0,
  }))
  return { points, overlaps: ((flags[0] ?? 0) & OVERLAP) !== 0 }
}

/**
 * A flag that says how long the distances are and where they begin to count, then their bytes: section 5.2. Short distances
 * are the most frequent ones.
 */
function addPoint({ dx, dy, isOnCurve }: Point, { flags, glyphs }: Streams): void {
  const [x, y] = [Math.abs(dx), Math.abs(dy)]
  const xSign = dx < 0 ? 0 : 1
  const ySign = dy < 0 ? 0 : 1
  const signs = xSign + 2 * ySign
  const flag = (value: number) => flags.u8(value + (isOnCurve ? 0 : 128))
  if (x === 0 && y < 1280) {
    flag(2 * (y >> 8) + ySign)
    glyphs.u8(y & 255)
  } else if (y === 0 && x < 1280) {
    flag(10 + 2 * (x >> 8) + xSign)
    glyphs.u8(x & 255)
  } else if (x <= 64 && y <= 64) {
    // 4 bits each, from 1, 17, 33 or 49 on.
    flag(20 + 16 * ((x - 1) >> 4) + 4 * ((y - 1) >> 4) + signs)
    glyphs.u8((((x - 1) & 15) << 4) | ((y - 1) & 15))
  } else if (x <= 768 && y <= 768) {
    // 8 bits each, from 1, 257 or 513 on.
    flag(84 + 12 * ((x - 1) >> 8) + 4 * ((y - 1) >> 8) + signs)
    glyphs.bytes((x - 1) & 255, (y - 1) & 255)
  } else if (x < 4096 && y < 4096) {
    flag(120 + signs)
    glyphs.bytes(x >> 4, ((x & 15) << 4) | (y >> 8), y & 255)
  } else {
    flag(124 + signs)
    glyphs.u16(x)
    glyphs.u16(y)
  }
}

function boxOf(points: Point[]): { left: number; bottom: number; right: number; top: number } {
  const box = { left: 0, bottom: 0, right: 0, top: 0 }
  let [x, y] = [0, 0]
  for (const [index, { dx, dy }] of points.entries()) {
    x += dx
    y += dy
    box.left = index === 0 ? x : Math.min(box.left, x)
    box.right = index === 0 ? x : Math.max(box.right, x)
    box.bottom = index === 0 ? y : Math.min(box.bottom, y)
    box.top = index === 0 ? y : Math.max(box.top, y)
  }
  return box
}

/** Its parts stay as they are. */
function addComposite(glyph: Buffer, index: number, streams: Streams): void {
  let at = 10
  let hasInstructions = false
  for (let flags = HAS_MORE; flags & HAS_MORE; at += partLength(flags)) {
    flags = glyph.readUInt16BE(at)
    hasInstructions ||= (flags & HAS_INSTRUCTIONS) !== 0
  }
  streams.composites.append(glyph.subarray(10, at))
  addBox(glyph, index, streams)
  if (!hasInstructions) return
  const length = glyph.readUInt16BE(at)
  streams.glyphs.short255(length)
  streams.instructions.append(glyph.subarray(at + 2, at + 2 + length))
}

function partLength(flags: number): number {
  const matrix = flags & HAS_MATRIX ? 8 : flags & HAS_TWO_SCALES ? 4 : flags & HAS_SCALE ? 2 : 0
  return 4 + (flags & ARGUMENTS_ARE_WORDS ? 4 : 2) + matrix
}

function addBox(glyph: Buffer, index: number, { hasBox, boxes }: Streams): void {
  setBit(hasBox, index)
  boxes.append(glyph.subarray(2, 10))
}

/** The highest bit of the first byte is that of the first glyph. */
function setBit(bits: Buffer, index: number): void {
  bits[index >> 3]! |= 0x80 >> (index & 7)
}
