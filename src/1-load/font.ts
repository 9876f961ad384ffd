/** TrueType faces from npm packages. */
import { webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type FontFace, openFace, partOf } from '../font-face.ts'
import { identify, keyOf } from '../memory.ts'
import type { Font, FontStyle, Sources } from '../report.ts'

const require = createRequire(import.meta.url)

/** Only static faces of these packages are taken: a template cannot name a file of the machine. */
export const FONT_FILE = /^@expo-google-fonts\/[\w-]+\/[\w-]+\/[\w-]+\.ttf$/

/** What paths of fonts begin with among the inputs of a build. */
export const NPM = 'npm:'

/**
 * @param file As a template names it.
 * @throws Where the package is not installed.
 */
export function fontPath(file: string): string {
  return require.resolve(file)
}

/** Of a family: it names files, and stands in style sheets. */
export const FAMILY = /^[\p{L}\p{N}](?:[\p{L}\p{N} _-]{0,58}[\p{L}\p{N}])?$/u
export const FAMILY_RULE = 'expected at most 60 letters, digits, spaces, `-` and `_`'

/** A face as a template declares it. */
export interface Face {
  family: string
  /** 100–900. */
  weight: number
  style: FontStyle
  /** Path inside an installed package. */
  file: string
}

/** A face with all that it has glyphs for. */
export type LoadedFont = Font &
  Pick<FontFace, 'codePoints'> & {
    /** The file it was read from; the path begins with `npm:`. */
    input: Sources['inputs'][number]
  }

/** Faces that this process has read: every report of a house is set in the same ones. */
const read = new Map<string, Promise<LoadedFont>>()

/**
 * @throws Where the package is not installed.
 */
export function loadFont(declared: Face): Promise<LoadedFont> {
  const { family, weight, style, file } = declared
  const name = JSON.stringify([family, weight, style, file])
  const font = read.get(name) ?? readFont(declared)
  read.set(name, font)
  font.catch(() => read.delete(name))
  return font
}

async function readFont(declared: Face): Promise<LoadedFont> {
  const { family, weight, style, file } = declared
  const path = fontPath(file)
  const bytes = await readFile(path)
  // It is done beside what follows.
  const hashing = webcrypto.subtle.digest('SHA-256', bytes)
  const font: LoadedFont = {
    name: nameOf(declared),
    family,
    weight,
    style,
    path,
    bytes,
    spares: null,
    scale: 1,
    input: { path: NPM + file, sha256: Buffer.from(await hashing).toString('hex') },
    ...openFace(bytes),
  }
  return identify(font, `font ${font.name} ${file} ${versionOf(file)}`)
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * A face that stands in for another one, under its name, for what that one cannot print.
 *
 * @param others The nearest one in weight is taken.
 * @returns Null where it has nothing that the other one lacks.
 */
export function spareFor(font: Font, others: LoadedFont[]): Font | null {
  const distance = ({ weight }: Font) => Math.abs(weight - font.weight)
  const [other] = [...others].sort((a, b) => distance(a) - distance(b))
  const spares = other?.codePoints().filter((code) => code > 0x7f && !font.has(code)) ?? []
  if (!other || spares.length === 0) return null
  const { family, weight, style } = font
  const scale = [...LETTERS].every((letter) => font.has(letter.codePointAt(0)!))
    ? Math.round((100 * font.width(LETTERS)) / other.width(LETTERS)) / 100
    : 1
  const spare: Font = {
    name: `${font.name}-spare`,
    family,
    weight,
    style,
    path: other.path,
    bytes: other.bytes,
    spares,
    scale,
    ...partOf(other, spares, scale),
  }
  return identify(spare, `${keyOf(other)} for ${keyOf(font)}`)
}

function nameOf({ family, weight, style }: Face): string {
  return [...family.toLowerCase().split(' '), weight, ...(style === 'italic' ? [style] : [])].join('-')
}

/** Of the package that a file belongs to: its files are the same as long as that is. */
function versionOf(file: string): string {
  const [name] = /^@[^/]+\/[^/]+/.exec(file)!
  return (require(`${name}/package.json`) as { version: string }).version
}
