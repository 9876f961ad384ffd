/** TrueType faces from npm packages. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { create, type Font as FontFile } from 'fontkit'
import { identify } from '../memory.ts'
import type { Font, FontStyle } from '../report.ts'

const require = createRequire(import.meta.url)

/** Only static faces of these packages are taken: a template cannot name a file of the machine. */
export const FONT_FILE = /^@expo-google-fonts\/[\w-]+\/[\w-]+\/[\w-]+\.ttf$/

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

/** Faces that this process has read: every report of a house is set in the same ones. */
const read = new Map<string, Promise<Font>>()

/**
 * @throws Where the package is not installed.
 */
export function loadFont(declared: Face): Promise<Font> {
  const { family, weight, style, file } = declared
  const name = JSON.stringify([family, weight, style, file])
  const font = read.get(name) ?? readFont(declared)
  read.set(name, font)
  font.catch(() => read.delete(name))
  return font
}

async function readFont(declared: Face): Promise<Font> {
  const { family, weight, style, file } = declared
  const bytes = await readFile(require.resolve(file))
  const face = create(bytes) as FontFile
  const advances = new Map<number, number>()
  const advance = (codePoint: number) => {
    let width = advances.get(codePoint)
    if (width === undefined) {
      width = face.glyphForCodePoint(codePoint).advanceWidth / face.unitsPerEm
      advances.set(codePoint, width)
    }
    return width
  }
  const font: Font = {
    name: [...family.toLowerCase().split(' '), weight, ...(style === 'italic' ? [style] : [])].join('-'),
    family,
    weight,
    style,
    bytes,
    has: (codePoint) => face.hasGlyphForCodePoint(codePoint),
    width: (text) => [...text].reduce((sum, character) => sum + advance(character.codePointAt(0)!), 0),
  }
  return identify(font, `font ${font.name} ${file} ${versionOf(file)}`)
}

/** Of the package that a file belongs to: its files are the same as long as that is. */
function versionOf(file: string): string {
  const [name] = /^@[^/]+\/[^/]+/.exec(file)!
  return (require(`${name}/package.json`) as { version: string }).version
}
