/** The colours of a file: the ICC profile of sRGB, made from the numbers of its standard (IEC 61966-2-1). */

/** Of red, green and blue: X, Y and Z as seen under the light of a proof, D50. */
const PRIMARIES = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
}
const WHITE = [0.9642, 1, 0.82491]

/** Steps of the curve from what is stored to what shines. */
const STEPS = 1024

const DESCRIPTION = 'sRGB IEC61966-2.1'
const RIGHTS = 'No copyright, use freely'

/** @returns A profile of version 2.1 for displays, always the same bytes. */
export function srgbProfile(): Buffer {
  const curve = curveTag()
  const tags: Array<[name: string, tag: Buffer]> = [
    ['desc', descriptionTag()],
    ['cprt', Buffer.concat([head('text'), ascii(RIGHTS)])],
    ['wtpt', xyzTag(WHITE)],
    ...Object.entries(PRIMARIES).map(([name, xyz]) => [name, xyzTag(xyz)] as [string, Buffer]),
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  const table = Buffer.alloc(4 + 12 * tags.length)
  table.writeUInt32BE(tags.length)
  const places = new Map<Buffer, number>()
  const parts: Buffer[] = []
  let end = HEADER + table.length
  for (const [index, [name, tag]] of tags.entries()) {
    // The three curves are one.
    if (!places.has(tag)) {
      const padded = Buffer.concat([tag, Buffer.alloc(-tag.length & 3)])
      places.set(tag, end)
      parts.push(padded)
      end += padded.length
    }
    table.write(name, 4 + 12 * index, 'latin1')
    table.writeUInt32BE(places.get(tag)!, 8 + 12 * index)
    table.writeUInt32BE(tag.length, 12 + 12 * index)
  }
  return Buffer.concat([header(end), table, ...parts])
}

const HEADER = 128

function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER)
  bytes.writeUInt32BE(size)
  bytes.writeUInt32BE(0x02100000, 8)
  bytes.write('mntrRGB XYZ ', 12, 'latin1')
  // Of the standard, not of the file: the year it was published.
  bytes.writeUInt16BE(1999, 24)
  bytes.writeUInt16BE(10, 26)
  bytes.writeUInt16BE(18, 28)
  bytes.write('acsp', 36, 'latin1')
  for (const [index, value] of WHITE.entries()) bytes.writeInt32BE(fixed(value), 68 + 4 * index)
  return bytes
}

function head(type: string): Buffer {
  return Buffer.from(`${type}\0\0\0\0`, 'latin1')
}

function ascii(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1')
}

/** The name in ASCII; none in other scripts. */
function descriptionTag(): Buffer {
  const text = ascii(DESCRIPTION)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([head('desc'), length, text, Buffer.alloc(4 + 4 + 2 + 1 + 67)])
}

function xyzTag(xyz: number[]): Buffer {
  const bytes = Buffer.alloc(12)
  for (const [index, value] of xyz.entries()) bytes.writeInt32BE(fixed(value), 4 * index)
  return Buffer.concat([head('XYZ '), bytes])
}

function curveTag(): Buffer {
  const bytes = Buffer.alloc(4 + 2 * STEPS)
  bytes.writeUInt32BE(STEPS)
  for (let step = 0; step < STEPS; step++) {
    const stored = step / (STEPS - 1)
    const shone = stored <= 0.04045 ? stored / 12.92 : ((stored + 0.055) / 1.055) ** 2.4
    bytes.writeUInt16BE(Math.round(shone * 0xffff), 4 + 2 * step)
  }
  return Buffer.concat([head('curv'), bytes])
}

/** 16 bits before the point, 16 behind it. */
function fixed(value: number): number {
  return Math.round(value * 0x10000)
}
