/** `templates/<name>/` → House: page templates, styles, words, fonts, colours and figure kinds. */
import type { VFile } from 'vfile'
import { z } from 'zod'
import { home } from '../home.ts'
import { identify, keyOf, Memory } from '../memory.ts'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import {
  fontStyles,
  footnoteCounts,
  type House,
  hanLatinSpaces,
  type Place,
  type Settings,
} from '../report.ts'
import type { Disk } from './disk.ts'
import { Folder } from './folder.ts'
import { FAMILY, FAMILY_RULE, type Face, FONT_FILE, type LoadedFont, loadFont, spareFor } from './font.ts'
import { readKind } from './kind.ts'
import { TEMPLATE_NAME, TEMPLATE_NAME_RULE } from './settings.ts'
import { checkShape, parseYaml, type Yaml } from './yaml.ts'

const face = z.strictObject({
  family: z.string().regex(FAMILY, { error: FAMILY_RULE }),
  weight: z.number().int().min(100).max(900),
  style: z.enum(fontStyles).default('normal'),
  file: z.string().regex(FONT_FILE, { error: 'expected a .ttf of an installed @expo-google-fonts package' }),
})

const color = z.string().regex(/^#[0-9a-f]{6}$/i, { error: 'expected a colour as #rrggbb' })

/** Everything is optional where the template extends another one. */
export const templateSchema = z.strictObject({
  extends: z.string().regex(TEMPLATE_NAME, { error: TEMPLATE_NAME_RULE }).optional(),
  fonts: z.array(face).min(1).optional(),
  spare_fonts: z.array(face).optional(),
  math_font: face.optional(),
  colors: z.record(z.string(), color).optional(),
  palette: z.array(color).optional(),
  sizes: z.strictObject({ full: z.number(), half: z.number(), rail: z.number() }).optional(),
  chart: z.record(z.string(), z.unknown()).optional(),
  spelling: z.record(z.string(), z.array(z.string())).optional(),
  han_latin_space: z.enum(hanLatinSpaces).optional(),
  footnotes: z.enum(footnoteCounts).optional(),
})

const wordsSchema = z.record(z.string(), z.string())

export interface LoadedHouse {
  house: House
  files: VFile[]
  /** Files of shipped templates, and fonts; files of the report are in its own folder's list. */
  inputs: Folder['inputs']
}

/** What this process has read of the templates that come with yanbao: most reports are set in the same ones. */
const shipped = new Memory('shipped/')

/** A house with the faces that stand in for its own. */
type OwnHouse = House & { spareFonts: LoadedFont[] }

const nothing: OwnHouse = {
  ok: true,
  liquid: new Map(),
  kinds: new Map(),
  styles: {},
  reader: '',
  words: {},
  spelling: {},
  hanLatinSpace: 'any',
  footnotes: 'chapter',
  fonts: [],
  mathFont: null,
  spareFonts: [],
  colors: {},
  palette: [],
  sizes: { full: 0, half: 0, rail: 0 },
  chart: {},
}

/**
 * Reads the template a report names: from the report's own folder, else from those that come with yanbao.
 *
 * @param hasMath Whether the report has formulas.
 */
export async function loadHouse(
  report: Folder,
  settings: Settings,
  hasMath: boolean,
  placeOf: Yaml['placeOf'],
  disk: Disk,
  memory: Memory,
): Promise<LoadedHouse> {
  const yanbao = await Folder.open(home, disk, 'yanbao:')
  const folders = report.root === yanbao.root ? [report] : [report, yanbao]
  const files: VFile[] = []
  const fonts: Context['fonts'] = new Map()
  const context: Context = {
    settings,
    hasMath,
    folders,
    files,
    fonts,
    languages: new Set(),
    read: new Set(),
    memory,
  }
  const named = await readHouse(settings.template, settings.file, placeOf(['template']), context)
  const house = complete(named, context, placeOf)
    ? painted(withSpares(named), files[0] ?? settings.file, memory)
    : nothing
  // The script of the HTML edition is never taken from a report: a stranger's folder runs no code.
  const reader = folders.at(-1)!.text('templates/reader.js')
  const ok = files.every((file) => file.messages.length === 0) && house.fonts.length > 0
  return {
    house: { ...house, reader: String(reader), ok },
    files,
    inputs: [...yanbao.inputs, ...fonts.values()],
  }
}

/** What no face of a family can print is printed by a spare one under its name. */
function withSpares({ spareFonts, ...house }: OwnHouse): House {
  const spares = house.fonts.map((font) =>
    shipped.recall(`spare of ${font.name}`, { font, spareFonts }, ({ font, spareFonts }) =>
      spareFor(font, spareFonts),
    ),
  )
  return { ...house, fonts: [...house.fonts, ...spares.filter((font) => font !== null)] }
}

/** Whether a house speaks the report's language and has type to set it in; what it lacks is a mistake of the report. */
function complete(
  { words, fonts, mathFont }: House,
  { settings, hasMath, files, languages }: Context,
  placeOf: Yaml['placeOf'],
): boolean {
  if (languages.size > 0 && Object.keys(words).length === 0) {
    const { language } = settings
    if (!languages.has(language))
      fail(settings.file, placeOf(['language']), 'language-unknown', language, [...languages])
    return false
  }
  const withoutMistakes = files.length > 0 && files.every(({ messages }) => messages.length === 0)
  if (!withoutMistakes || (fonts.length > 0 && (mathFont || !hasMath))) return true
  const what =
    fonts.length > 0
      ? say`\`${settings.template}\` has no \`math_font\`, expected one for the formulas of the report`
      : say`\`${settings.template}\` has no fonts, expected a template that has`
  fail(settings.file, placeOf(['template']), 'template-invalid', what)
  return false
}

interface Context {
  settings: Settings
  hasMath: boolean
  /** Where templates may stand, the nearest first. */
  folders: Folder[]
  /** Every file read so far. */
  files: VFile[]
  /** Every font read so far, by path. */
  fonts: Map<string, LoadedFont['input']>
  /** Languages the templates have words for. */
  languages: Set<string>
  /** Folders of the templates read so far. */
  read: Set<string>
  memory: Memory
}

/**
 * Reads one template and, below it, the one it extends.
 *
 * @param from The file that names the template.
 * @param place Where in it.
 */
async function readHouse(name: string, from: VFile, place: Place, context: Context): Promise<OwnHouse> {
  const path = `templates/${name}`
  const { folders } = context
  // A report's template may extend the shipped one of the same name, and none extends itself.
  const folder = folders.find(
    (each) => each.has(`${path}/template.yaml`) && !context.read.has(each.root + path),
  )
  if (!folder) {
    const found = folders.flatMap((each) => each.list('templates', ['template.yaml'], true))
    const names = new Set(found.map((file) => file.split('/')[1]!))
    names.delete(name)
    fail(from, place, 'template-unknown', name, [...names])
    return nothing
  }
  context.read.add(folder.root + path)
  const memory = folder === folders.at(-1) ? shipped : context.memory
  const read = (file: string) => {
    const text = folder.text(`${path}/${file}`)
    context.files.push(text)
    return text
  }
  const parsed = <T>(file: VFile, read: (file: VFile) => T): T =>
    memory.recall(file.path, { file }, ({ file }) => read(file), { files: [file] })
  const file = read('template.yaml')
  const { yaml, look } = parsed(file, readLook)
  const base = look.extends
    ? await readHouse(look.extends, file, yaml!.placeOf(['extends']), context)
    : nothing
  const parts: Parts = { folder, path, read, parsed }
  return {
    ...base,
    fonts: look.fonts ? await loadFonts('fonts', look.fonts, file, yaml!, context) : base.fonts,
    spareFonts: look.spare_fonts
      ? await loadFonts('spare_fonts', look.spare_fonts, file, yaml!, context)
      : base.spareFonts,
    mathFont:
      (context.hasMath && (await loadMathFont(look.math_font, file, yaml!, context))) || base.mathFont,
    colors: { ...base.colors, ...look.colors },
    palette: look.palette ?? base.palette,
    sizes: { ...base.sizes, ...look.sizes },
    chart: merge(base.chart, look.chart ?? {}),
    spelling: { ...base.spelling, ...look.spelling },
    hanLatinSpace: look.han_latin_space ?? base.hanLatinSpace,
    footnotes: look.footnotes ?? base.footnotes,
    liquid: loadLiquid(base.liquid, parts),
    kinds: loadKinds(base.kinds, parts),
    styles: loadStyles(base.styles, parts),
    words: loadWords(base.words, parts, context),
  }
}

/** What one template is read with. */
interface Parts {
  folder: Folder
  /** Of the template inside the folder. */
  path: string
  /** Reads a file of the template and lists it. */
  read(file: string): VFile
  /** What a file of the template says; it is read once. */
  parsed<T>(file: VFile, read: (file: VFile) => T): T
}

function readLook(file: VFile): { yaml: Yaml | null; look: z.infer<typeof templateSchema> } {
  const yaml = parseYaml(file)
  return { yaml, look: (yaml && checkShape(file, yaml, templateSchema)) || {} }
}

async function loadFonts(
  key: 'fonts' | 'spare_fonts',
  declared: Face[],
  file: VFile,
  yaml: Yaml,
  context: Context,
): Promise<LoadedFont[]> {
  const fonts = declared.map((face, index) => loadFace([key, index], face, file, yaml, context))
  return (await Promise.all(fonts)).flat()
}

async function loadMathFont(
  declared: Face | undefined,
  file: VFile,
  yaml: Yaml,
  context: Context,
): Promise<LoadedFont | undefined> {
  const [font] = declared ? await loadFace(['math_font'], declared, file, yaml, context) : []
  return font
}

/**
 * @param path Where the template declares it.
 * @returns Nothing where it is not installed.
 */
async function loadFace(
  path: Array<string | number>,
  face: Face,
  file: VFile,
  yaml: Yaml,
  { memory, fonts: read }: Context,
): Promise<LoadedFont[]> {
  try {
    const font = await memory.recall(`${file.path} ${path.join(' ')}`, { face }, ({ face }) => loadFont(face))
    read.set(font.input.path, font.input)
    return [font]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    const what = say`no font \`${face.file}\`, expected a file of an installed package`
    fail(file, yaml.placeOf([...path, 'file']), 'template-invalid', what)
    return []
  }
}

/** Mappings are merged, everything else is replaced. */
function merge(base: Record<string, unknown>, own: Record<string, unknown>): Record<string, unknown> {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const merged = { ...base }
  for (const [key, value] of Object.entries(own)) {
    const below = merged[key]
    merged[key] = isMap(below) && isMap(value) ? merge(below, value) : value
  }
  return merged
}

/**
 * A house in whose Vega-Lite config the colours that it names, `$color.muted` and `$palette`, are filled in.
 *
 * @param file Where a name is a mistake that is no colour of the house.
 */
function painted(house: House, file: VFile, memory: Memory): House {
  const { chart, colors, palette } = house
  const inputs = { chart, colors, palette, file }
  return { ...house, chart: memory.recall('chart config', inputs, paint, { files: [file] }) }
}

function paint({
  chart,
  colors,
  palette,
  file,
}: Pick<House, 'chart' | 'colors' | 'palette'> & { file: VFile }): House['chart'] {
  const fill = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(fill)
    if (typeof node === 'object' && node !== null)
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value)]))
    if (node === '$palette') return palette
    const [, name] = (typeof node === 'string' && /^\$color\.(.+)$/.exec(node)) || []
    if (name === undefined) return node
    if (!Object.hasOwn(colors, name)) {
      const what = say`\`$color.${name}\` in \`chart\`, expected one of its colours`
      fail(file, undefined, 'template-invalid', what)
    }
    return colors[name]
  }
  return fill(chart) as House['chart']
}

/** A style sheet comes after the one of the same name that it extends. */
function append(base: Record<string, string>, own: Record<string, string>): Record<string, string> {
  const joined = { ...base }
  for (const [name, css] of Object.entries(own)) joined[name] = (joined[name] ?? '') + css
  return joined
}

/** Paths below the template, without the template's own path. */
function below({ folder, path }: Parts, under: string, endings: string[]): string[] {
  return folder.list(`${path}${under}`, endings).map((file) => file.slice(path.length + 1))
}

function loadLiquid(base: House['liquid'], parts: Parts): House['liquid'] {
  const names = [...below(parts, '', ['.liquid']), ...below(parts, '/parts', ['.liquid'])]
  const own = names.map((name) => [name.replace(/\.liquid$/, ''), parts.read(name)] as const)
  return new Map([...base, ...own])
}

function loadStyles(base: House['styles'], parts: Parts): House['styles'] {
  const names = below(parts, '/styles', ['.css'])
  const own = names.map((name) => [name.replace(/^styles\/|\.css$/g, ''), String(parts.read(name))])
  return append(base, Object.fromEntries(own))
}

/** The words of one template in the report's language; none of its own where it does not speak it. */
function loadWords(base: House['words'], parts: Parts, { settings, languages }: Context): House['words'] {
  const wanted = `words/${settings.language}.yaml`
  const files = below(parts, '/words', ['.yaml'])
  for (const name of files) languages.add(name.replace(/^words\/|\.yaml$/g, ''))
  if (!files.includes(wanted)) return base
  return { ...base, ...parts.parsed(parts.read(wanted), readWords) }
}

function readWords(file: VFile): House['words'] {
  const yaml = parseYaml(file)
  return (yaml && checkShape(file, yaml, wordsSchema)) || {}
}

function loadKinds(base: House['kinds'], parts: Parts): House['kinds'] {
  const names = below(parts, '/kinds', ['.liquid', '.yaml'])
  const kinds = names.flatMap((name) => {
    const file = parts.read(name)
    const kind = parts.parsed(file, readKind)
    // What is said of it is said to this report.
    return kind ? identify({ ...kind, file }, keyOf(kind)) : []
  })
  return new Map([...base, ...kinds.map((kind) => [kind.name, kind] as const)])
}
