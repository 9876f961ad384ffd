/** Every printed character has a glyph in the house's own fonts: no box is ever printed. */
import type { Nodes } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { location } from 'vfile-location'
import { fail } from '../message.ts'
import type { Charted, Dataset, House, Place } from '../report.ts'

/** Characters that show nothing: spaces, joiners, variation selectors. */
const INVISIBLE = /\s|\p{Cf}|\p{Variation_Selector}/u

/** The characters that a piece of a document prints outside of its formulas, sorted, each once. */
export function charactersOf(html: string): string {
  return [...new Set(visibleText(html.replaceAll(FORMULA, '')))]
    .filter((character) => !INVISIBLE.test(character))
    .sort()
    .join('')
}

/** With the text in its place, which nobody sees. */
const FORMULA = /(?:<span class="math"[^>]*>)?<math\b[\s\S]*?<\/math>/g

/** The characters of its formulas alone, which have a face of their own. */
export function formulaCharactersOf(html: string): string {
  const texts = html.match(FORMULA)?.map((math) => math.replaceAll(/<[^>]*>/g, '')) ?? []
  return texts.length === 0 ? '' : charactersOf(texts.join(''))
}

/** Comments are not printed; CSS writes characters as `\2014`. Markup is ASCII and does no harm. */
function visibleText(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\\([0-9a-f]{4,6})\b/gi, (_, code: string) => characterOf(Number.parseInt(code, 16)))
}

/** Of what CSS takes for a character; the browser prints a sign in place of one that there is not. */
function characterOf(code: number): string {
  return String.fromCodePoint(code > 0x10ffff ? 0xfffd : code)
}

/**
 * A character that no family of the house has in all its faces is a mistake wherever it was written.
 *
 * @param formulas Those that are printed in formulas.
 */
export function checkGlyphs(characters: string, formulas: string, charted: Charted): void {
  const { mathFont } = charted.house
  const others = [...formulas].filter((character) => !mathFont?.has(character.codePointAt(0)!))
  checkFamilies(new Set([...characters, ...others]), charted)
}

function checkFamilies(characters: Iterable<string>, charted: Charted): void {
  const { house, settings } = charted
  const families = [...new Set(house.fonts.map(({ family }) => family))].map((name) => facesOf(name, house))
  for (const character of characters) {
    const code = character.codePointAt(0)!
    if (families.some((faces) => faces.every((face) => face.some((font) => font.has(code))))) continue
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    const fonts = [...new Set(house.fonts.map(({ family }) => family))].join(', ')
    const holders = holdersOf(character, charted)
    for (const { file, place } of holders.length > 0 ? holders : [{ file: settings.file, place: undefined }])
      fail(file, place, 'glyph-missing', character, name, fonts)
  }
}

/** The faces of a family, each with what stands in for it. */
function facesOf(name: string, { fonts }: House): House['fonts'][] {
  const own = fonts.filter(({ family }) => family === name)
  const faces = own.filter(({ spares }) => spares === null)
  return faces.map((face) =>
    own.filter(({ weight, style }) => weight === face.weight && style === face.style),
  )
}

interface Holder {
  file: VFile
  place: Place
}

/** Where a character was written, once a file: as itself, or as what stands for it in Markdown, YAML or CSS. */
function holdersOf(character: string, { files, chapters, datasets }: Charted): Holder[] {
  const written = spellingsOf(character)
  const known = new Map<VFile, Place>()
  for (const file of files) {
    const found = written.exec(String(file))
    if (found) known.set(file, placeAt(file, found.index, found[0].length))
  }
  const search = (file: VFile, find: () => Place) => {
    const place = known.has(file) ? undefined : find()
    if (place) known.set(file, place)
  }
  for (const { file, tree, floats } of chapters) {
    const trees = [tree, ...floats.flatMap(({ node, content }) => [node, content ?? []].flat())]
    for (const each of trees) search(file, () => placeInTree(character, each))
  }
  for (const dataset of datasets.values()) search(dataset.file, () => placeInData(character, dataset))
  return files.filter((file) => known.has(file)).map((file) => ({ file, place: known.get(file) }))
}

/** `😀`, `&#128512;`, `&#x1F600;`, `\U0001F600`, `\1F600`; a character that files cannot hold is replaced by U+FFFD. */
function spellingsOf(character: string): RegExp {
  const code = character.codePointAt(0)!
  const hex = code.toString(16)
  const literal = character === '\ufffd' ? '[\\0\\ufffd]' : `\\u{${hex}}`
  return new RegExp(`${literal}|&#0*${code};|&#x0*${hex};|\\\\[uUx]?0*${hex}(?![0-9a-f])`, 'iu')
}

function placeAt(file: VFile, index: number, length: number): Place {
  const lines = location(file)
  const [start, end] = [lines.toPoint(index), lines.toPoint(index + length)]
  return start && end && { start, end }
}

/** The text that an entity with a name has become part of, or the formula that a command has. */
function placeInTree(character: string, tree: Nodes): Place {
  let place: Place
  visit(tree, (node) => {
    const isHere = 'value' in node && String(node.value).includes(character)
    const isSet = 'mathml' in node && node.mathml.includes(character)
    if (isHere || isSet) place ??= node.position
  })
  return place
}

function placeInData(character: string, { rows, columns, placeOf }: Dataset): Place {
  for (const { index, cells } of rows) {
    const column = columns.find(({ name }) => cells[name]?.text.includes(character))
    if (column) return placeOf(['rows', index, column.name])
  }
  return undefined
}
