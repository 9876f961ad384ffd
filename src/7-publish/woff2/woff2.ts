/**
 * Fonts for screens, as https://www.w3.org/TR/WOFF2/ describes them.
 *
 * The usual encoder compresses at the last level of Brotli, which takes more than a second for a CJK font. Two levels below
 * it Node's own Brotli is thirty times as fast, and the file hardly larger.
 */
import { brotliCompressSync, constants } from 'node:zlib'
import { Bytes } from './bytes.ts'
import { transformGlyf } from './glyf.ts'

const QUALITY = 9

/** Tables that the format knows by their place in this list, four characters each. */
const KNOWN =
  'cmapheadhheahmtxmaxpnameOS/2postcvt fpgmglyflocaprepCFF VORGEBDTEBLCgasphdmxkernLTSHPCLTVDMXvheavmtxBASEGDEFGPOSGSUBEBSCJSTFMATHCBDTCBLCCOLRCPALSVG sbixacntavarbdatblocbslncvarfdscfeatfmtxfvargvarhstyjustlcarmortmorxopbdproptrakZapfSilfGlatGlocFeatSill'.match(
    /.{4}/g,
  )!

const OTHER_TAG = 63
const HEADER = 48

interface Table {
  tag: string
  content: Buffer
  /** Null where the table stays as it is. */
  transformed: Buffer | null
}

/**
 * @param sfnt A TrueType face.
 * @returns The same face as WOFF2.
 */
export function woff2(sfnt: Uint8Array): Uint8Array {
  const font = Buffer.from(sfnt.buffer, sfnt.byteOffset, sfnt.length)
  const tables = tablesOf(font)
  const directory = new Bytes()
  const content = new Bytes()
  for (const table of tables) {
    addEntry(table, directory)
    content.append(table.transformed ?? table.content)
  }
  const compressed = compress(content.written)
  const file = new Bytes()
  file.append(Buffer.from('wOF2'))
  file.u32(font.readUInt32BE(0))
  file.u32(roundedUp(HEADER + directory.length + compressed.length))
  file.u16(tables.length)
  file.u16(0)
  file.u32(tables.reduce((sum, { content }) => sum + 16 + roundedUp(content.length), 12))
  file.u32(compressed.length)
  // No version of its own, no metadata, no private data.
  for (let field = 0; field < 6; field++) file.u32(0)
  file.append(directory.written)
  file.append(compressed)
  file.pad()
  return Uint8Array.from(file.written)
}

/** Without a signature, which would be void. */
function tablesOf(font: Buffer): Table[] {
  const found = new Map<string, Buffer>()
  for (let entry = 12; entry < 12 + 16 * font.readUInt16BE(4); entry += 16) {
    const [offset, length] = [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)]
    found.set(font.toString('latin1', entry, entry + 4), font.subarray(offset, offset + length))
  }
  found.delete('DSIG')
  const [head, glyf, loca] = ['head', 'glyf', 'loca'].map((tag) => found.get(tag)!) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  found.set('head', markedHead(head))
  const indexFormat = head.readInt16BE(50)
  const outlines: Table[] = [
    {
      tag: 'glyf',
      content: glyf,
      transformed: transformGlyf(glyf, offsetsOf(loca, indexFormat), indexFormat),
    },
    { tag: 'loca', content: loca, transformed: Buffer.alloc(0) },
  ]
  const others = [...found].filter(([tag]) => tag !== 'glyf' && tag !== 'loca')
  return [...outlines, ...others.map(([tag, content]) => ({ tag, content, transformed: null }))]
}

/** Bit 11 of its flags says that the font was compressed without loss. */
function markedHead(head: Buffer): Buffer {
  const marked = Buffer.from(head)
  marked.writeUInt16BE(head.readUInt16BE(16) | 0x0800, 16)
  return marked
}

/** @param indexFormat 0 for halves in 16 bits, 1 for 32 bits. */
function offsetsOf(loca: Buffer, indexFormat: number): number[] {
  return indexFormat === 0
    ? Array.from({ length: loca.length / 2 }, (_, index) => 2 * loca.readUInt16BE(2 * index))
    : Array.from({ length: loca.length / 4 }, (_, index) => loca.readUInt32BE(4 * index))
}

/** Version 0, the highest two bits, is the transformed form of the outlines, and of other tables the plain one. */
function addEntry({ tag, content, transformed }: Table, directory: Bytes): void {
  const known = KNOWN.indexOf(tag)
  directory.u8(known < 0 ? OTHER_TAG : known)
  if (known < 0) directory.append(Buffer.from(tag, 'latin1'))
  directory.base128(content.length)
  if (transformed) directory.base128(transformed.length)
}

function compress(content: Buffer): Buffer {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      // A window for more than there is would have to be cleared.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(16, Math.ceil(Math.log2(content.length)))),
    },
  })
}

function roundedUp(length: number): number {
  return Math.ceil(length / 4) * 4
}
