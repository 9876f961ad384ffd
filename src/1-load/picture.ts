/** Whether a picture can be shown: a browser shows the words that stand for it in place of one that cannot. */
import { crc32 } from 'node:zlib'
import { type Sayable, say } from '../phrase.ts'

/** By type: what is wrong with the bytes; null where nothing is. */
const damages: Record<string, (bytes: Buffer) => Sayable | null> = {
  'image/png': damageOfPng,
  'image/jpeg': damageOfJpeg,
  'image/webp': damageOfWebp,
}

/** @returns What is wrong with a picture of pixels, in a few words; null where nothing is. */
export function damageOf(bytes: Uint8Array, type: string): Sayable | null {
  if (bytes.length === 0) return 'empty'
  return damages[type]?.(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) ?? null
}

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** Chunks of a length, a name, data and a checksum, up to the one named IEND. */
function damageOfPng(bytes: Buffer): Sayable | null {
  if (!bytes.subarray(0, PNG.length).equals(PNG)) return say`no PNG`
  let hasPixels = false
  for (let at = PNG.length; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (end + 4 > bytes.length) break
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return say`a wrong checksum`
    hasPixels ||= name === 'IDAT'
    if (name === 'IEND') return hasPixels ? null : say`without pixels`
    at = end + 4
  }
  return say`cut off`
}

/** Segments of a length up to the one that begins the pixels, then a mark of the end, behind which cameras leave things. */
function damageOfJpeg(bytes: Buffer): Sayable | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return say`no JPEG`
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at + 1] === 0xda) return bytes.indexOf(Buffer.of(0xff, 0xd9), at) < 0 ? say`cut off` : null
  }
  return say`cut off`
}

/** A RIFF file says its length. */
function damageOfWebp(bytes: Buffer): Sayable | null {
  const head = bytes.toString('latin1', 0, 15)
  if (bytes.length < 16 || !head.startsWith('RIFF') || !head.endsWith('WEBPVP8')) return say`no WebP`
  return bytes.readUInt32LE(4) + 8 > bytes.length ? say`cut off` : null
}
