/**
 * The types that flow through the rooms. No code.
 *
 * Sources (1-load) → Bound (2-bind) → Numbered (3-number) → Charted (4-chart) → Edition (5-template) → Printed (6-print).
 */
import type {
  Data,
  Heading,
  Link,
  Literal,
  Table as MarkdownTable,
  Paragraph,
  Parent,
  PhrasingContent,
  Root,
} from 'mdast'
import type { Position } from 'unist'
import type { VFile } from 'vfile'

/** Where a thing stands in its file: lines and columns are 1-based. */
export type Place = Position | undefined

/** How sure a number is, from the best to the weakest. */
export const provenances = ['original', 'public', 'recalled', 'illustrative'] as const
export type Provenance = (typeof provenances)[number]

/** How much a finding of `yanbao check` weighs, from the heaviest to the lightest. */
export const severities = ['error', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

/** How much may be printed: a report sets its own, which count within those of the machine. */
export interface Limits {
  /** Of the PDF. */
  pages: number
  /** For one print. */
  minutes: number
}

/** Those of the machine, unless whoever builds says otherwise. */
export const machineLimits: Limits = { pages: 20_000, minutes: 120 }

/** `report.yaml`, with its defaults filled in. */
export interface Settings {
  file: VFile
  title: string
  series: string
  /** `YYYY-MM` or `YYYY-MM-DD`: the only clock a build knows. */
  date: string
  /** BCP 47, for example `zh-CN`. */
  language: string
  /** Name of the house template. */
  template: string
  publisher: string
  authors: string[]
  subject: string
  keywords: string[]
  /** Whether its file tells which editions and variables there are. */
  isTold: boolean
  /** Names of the editions that the report is made in; empty where it is one for all its readers. */
  editions: string[]
  /** The one that is made; null where there are none. */
  edition: string | null
  /** Texts by the names that chapters call them by. */
  variables: Record<string, string>
  /** Whether HTML written in chapters is kept (it is sanitized even then). */
  rawHtml: boolean
  /** Severity of findings by rule id, where the report differs from the default. */
  rules: Partial<Record<string, Severity | 'off'>>
  /** Months that data may be older than the report. */
  dataAge: number
  limits: Limits
  /** Numbers of colours in the palette, from 1, by names with which labels of series begin. */
  seriesColors: Record<string, number>
}

/** Cover and back matter are printed outside the numbered body. */
export type Part = 'cover' | 'body' | 'back'

export interface Chapter {
  /** File name without its ending: `01-ai-market`. */
  name: string
  part: Part
  /** Its text, with that of the pieces it includes: `written.ts` tells where each line of it was written. */
  file: VFile
  tree: Root
}

export type ColumnType = 'year' | 'quarter' | 'period' | 'date' | 'category' | 'number' | 'text' | 'list'

export type PeriodKind = 'year' | 'half' | 'quarter' | 'quarters' | 'month' | 'day'

/** A stretch of time as datasets write it. */
export interface Period {
  /** `2024`, `FY2024`, `2024H1`, `2024Q3`, `2024Q1-Q3`, `2024-03`, `2024-03-31`: two are the same if their texts are. */
  text: string
  kind: PeriodKind
  /** Whether it is a fiscal year, or a part of one. */
  fiscal: boolean
  /**
   * First and last day, in days since 1970-01-01. Fiscal years are taken as if they were calendar years: their days are
   * only to be compared with one another.
   */
  start: number
  end: number
}

/** How the periods of a column follow one another. */
export interface Frequency {
  /** `month-end`: last days of their months, 2024-02-29 and 2024-03-31. */
  unit: 'year' | 'half' | 'quarter' | 'month' | 'month-end' | 'day'
  /** How many units from one to the next, at least 1: ends of quarters are `month-end` with 3, weeks `day` with 7. */
  step: number
  fiscal: boolean
}

/** A column as its file declares it. */
export interface SourceColumn {
  name: string
  type: ColumnType
  label: string
  /** As printed, for example `十亿美元` or `%`; empty where none is declared. */
  unit: string
  /** A d3-format specifier; empty for the default of its type. */
  format: string
  /** Set for a column computed from others: never typed. */
  derive: Derivation | null
  /** What the column is called in the files it is imported from, besides its name and its label. */
  from: string[]
}

/** A column with all that is printed of it; a derived one has its unit. */
export interface Column extends SourceColumn {
  /** Label and unit as the house writes them: `市场规模（十亿美元）`. */
  title: string
}

export const derivations = [
  'yoy',
  'qoq',
  'share',
  'difference',
  'cumulative',
  'index',
  'sum',
  'mean',
  'formula',
] as const

/** How a column is computed. */
export interface Derivation {
  how: (typeof derivations)[number]
  /** The column it is computed from; an expression over columns for a formula: `profit / revenue`. */
  of: string
  /** Rows with the same value here are taken together: shares, sums, means, cumulation. */
  by: string | null
  /** Key of the row that is 100 in an index. */
  base: string | null
  /** The column a mean is weighted by. */
  weight: string | null
}

/** A number that a dataset declares beside its rows: what its source states, or a figure that texts need often. */
export interface NamedValue {
  name: string
  label: string
  /** Address inside the dataset, `size 2024..2027 cagr`, or an expression over addresses in brackets. */
  of: string
  /** What the source says; null to print what is computed. */
  stated: number | null
  /** Of an expression; empty for what follows from its operands. */
  unit: string
  /** A d3-format specifier; empty for the default. */
  format: string
}

export type Value = number | string | string[] | null

/** A cell as its file has it. */
export interface SourceCell {
  value: Value
  provenance: Provenance
  /** Whether it is a forecast: its row is, or its own period is written with an E. */
  forecast: boolean
  /** The named value of the dataset that the number was computed back from; null for a number of its own. */
  basis: string | null
}

/** A cell with what is printed of it. */
export interface Cell extends SourceCell {
  /** Without its unit. */
  text: string
}

/** What a row is beside the others: their sum, or what is left of a whole. */
export const roles = ['total', 'remainder'] as const
export type Role = (typeof roles)[number]

/** A row as its file has it. */
export interface SourceRow {
  /** By name of the column; a mapping without a prototype, for a column can have any name. */
  cells: Record<string, SourceCell>
  /** 0-based place among the rows of the file. */
  index: number
  /** Whether the row is a forecast: its period is printed with an E. */
  forecast: boolean
  /** Only a base for growth and sums: figures and tables leave it out. */
  hidden: boolean
  role: Role | null
  /** What the author says about this row alone; printed under every figure that shows it. */
  note: string
}

/** A row of a complete dataset. */
export interface Row extends SourceRow {
  cells: Record<string, Cell>
  /** What the time among its keys says; null where no key is a time. */
  period: Period | null
}

/** What a dataset says of itself, whatever its rows. */
interface About {
  /** File name without its ending. */
  name: string
  file: VFile
  title: string
  sources: string[]
  asOf: string
  provenance: Provenance
  note: string
  values: NamedValue[]
  /** Where the value at a path of keys and 0-based indexes of the file was written. */
  placeOf(path: Array<string | number>): Place
}

/** A dataset as its file has it: nothing is computed, nothing printed. */
export interface SourceDataset extends About {
  /** False where the file has mistakes: its rows are then not to be trusted. */
  ok: boolean
  /** In the order of the file; the first one is a key of its rows. */
  columns: SourceColumn[]
  rows: SourceRow[]
}

/** A complete dataset: every cell is computed and has its text, its rows are in the order of time. */
export interface Dataset extends About {
  columns: Column[]
  /** Names of the columns that tell the rows apart: the first one, and those after it that are needed to. */
  keys: string[]
  /** The key that is a time; null where none is. */
  time: string | null
  /** How the periods of that key follow one another; null where there are none, or they differ in kind. */
  frequency: Frequency | null
  /** Oldest first where a key is a time, else as in the file. */
  rows: Row[]
}

export const fontStyles = ['normal', 'italic'] as const
export type FontStyle = (typeof fontStyles)[number]

/** A face of the house, read from a TrueType file. */
export interface Font {
  /** Unique, fit for a file name: `source-serif-4-400-italic`. Documents ask for `fonts/<name>.ttf` or `.woff2`. */
  name: string
  family: string
  /** 100–900. */
  weight: number
  style: FontStyle
  /** Where the file lies on this machine. */
  path: string
  /** The whole font file. */
  bytes: Buffer
  /** The code points it is there for, ascending: those that the other face of its family lacks; null for all. */
  spares: number[] | null
  /** How much larger it is set than asked for, so that its letters are as wide as those beside them. */
  scale: number
  /** Whether the font has a glyph of its own for the code point, and is there for it. */
  has(codePoint: number): boolean
  /** Advance width in em of a text set in one line, without kerning. */
  width(text: string): number
}

export type ParamType = 'column' | 'columns' | 'text' | 'number' | 'boolean' | 'choice' | 'cell'

/** What a figure kind can be told. */
export interface Param {
  name: string
  type: ParamType
  /** Column types taken; empty for any. */
  of: ColumnType[]
  choices: string[]
  default: ParamValue
  optional: boolean
  /** The least number taken; null for any. */
  min: number | null
}
export type ParamValue = string | number | boolean | string[] | null

/** `positive`: every number is above 0. `shares`: none is below 0, and some row has all of them. */
export const needs = ['positive', 'shares'] as const
export interface Need {
  of: string
  numbers: (typeof needs)[number]
  when: string | null
}

/** A figure kind: HTML written in Liquid, or a Vega-Lite recipe. */
export interface Kind {
  name: string
  file: VFile
  params: Param[]
  draw: 'html' | 'chart'
  /** Parameters whose column has each text once among the rows that are drawn; `key` for the first column. */
  unique: string[]
  /** Rows that it does not draw. */
  without: Role[]
  /**
   * The parameter whose column is its axis of time: a period that no row has keeps an empty place there, unless the
   * flag is on; null for a kind without such an axis.
   */
  gaps: { of: string; unless: string | null } | null
  /** What the numbers of a parameter must be, where a flag is on or there is none. */
  needs: Need[]
  /**
   * How many names the column of a parameter may set on an axis: so many that each has the `least` width, in CSS px, and
   * `most` at all; `key` for the first column. An axis of time leaves out those that have no room.
   */
  places: { of: string; least: number | null; most: number | null } | null
  /** Liquid source of an HTML kind; its lines stand where they stand in the file. */
  liquid: string
  /** Vega-Lite with `$parameters` of a chart kind. */
  recipe: unknown
}

/** Over what footnotes are counted. */
export const footnoteCounts = ['chapter', 'report'] as const
export type FootnoteCount = (typeof footnoteCounts)[number]

export const hanLatinSpaces = ['forbid', 'require', 'any'] as const
export type HanLatinSpace = (typeof hanLatinSpaces)[number]

/** The house template: what a report looks like. */
export interface House {
  /** False where the template has mistakes. */
  ok: boolean
  /** Liquid by path inside the template without its ending, for example `parts/figure`. */
  liquid: Map<string, VFile>
  kinds: Map<string, Kind>
  /** CSS by its name: `report`, `print`, `edition`. */
  styles: Record<string, string>
  /** The script of the HTML edition: always the one that comes with yanbao. */
  reader: string
  words: Record<string, string>
  /** Names as the house writes them, each with the ways it is not written. */
  spelling: Record<string, string[]>
  /** Spaces between Chinese and Latin text in prose. */
  hanLatinSpace: HanLatinSpace
  footnotes: FootnoteCount
  fonts: Font[]
  /** The face of formulas; null where a report has none. */
  mathFont: Font | null
  colors: Record<string, string>
  palette: string[]
  /** Widths in CSS px of what a chart can stand in: `full`, `half`, `rail`. */
  sizes: Record<FloatSize, number>
  /** Vega-Lite config, its colours filled in. */
  chart: Record<string, unknown>
}

/** A picture that a chapter shows. */
export interface Image {
  file: VFile
  /** For example `image/png`. */
  type: string
}

/** 1-load ▶ everything read from disk; no file has looked at another yet. */
export interface Sources {
  settings: Settings
  chapters: Chapter[]
  datasets: Map<string, SourceDataset>
  house: House
  /** By path inside the report folder. */
  images: Map<string, Image>
  /** What stands in other editions alone: the names of these, by id. */
  elsewhere: Map<string, string[]>
  /** Paths of pieces that no chapter includes, whatever its edition. */
  unusedPieces: string[]
  /** All files, in the order their mistakes are listed. */
  files: VFile[]
  /**
   * What the build was made from; `path` is relative to the report, those of shipped templates begin with `yanbao:`, those
   * of fonts with `npm:`.
   */
  inputs: Array<{ path: string; sha256: string }>
}

export type FloatSize = 'full' | 'half' | 'rail'

/** `†`: what the numbers of a figure are, and in how many others, said once. */
export interface Sign {
  sign: string
  meaning: string
}

/** A figure or table; it stands in the tree as a `FloatNode`. */
export interface Float {
  type: 'figure' | 'table'
  id: string
  chapter: BoundChapter
  node: FloatNode
  size: FloatSize
  /** Null where the figure brings its own spec, table or image. */
  kind: Kind | null
  params: Record<string, ParamValue>
  /** Null where it names none, or one with mistakes. */
  dataset: Dataset | null
  /** A whole Vega-Lite spec written in the chapter. */
  spec: Record<string, unknown> | null
  /** Where that spec stands, for messages. */
  specPlace: Place
  /** A table or picture written in the chapter in place of data. */
  content: MarkdownTable | Paragraph | null
  sources: string[]
  /** What the data say of themselves, as texts: notes of rows, provenance. */
  remarks: string[]
  /** Signs after the sources, each for something that every page says in full. */
  signs: Sign[]
  /** Alternative text; empty for one made from label and caption. */
  alt: string
}

/** The way from a printed value back to the data. */
export interface Trace {
  /** As written: `ai-market.size 2024 yoy`. */
  address: string
  /** The unrounded number in the unit it is printed in; null for a word or a name. */
  value: number | null
  /** Every cell it was computed from. */
  cells: Array<{ dataset: Dataset; row: Row; column: Column }>
}

/** A number, name or word in a text that the data stand behind. */
export interface BoundNode extends Parent {
  type: 'bound'
  trace: Trace
  children: PhrasingContent[]
}

/** What a variable of the report stands for in a text: words of its author, typed elsewhere. */
export interface VariableNode extends Parent {
  type: 'variable'
  children: PhrasingContent[]
}

/** A number in a text that is meant as written: no dataset holds it. */
export interface LiteralNode extends Parent {
  type: 'literal'
  children: PhrasingContent[]
}

/** First child: the caption. The others: notes. */
export interface FloatNode extends Parent {
  type: 'float'
  float: Float
  children: Paragraph[]
}

/** Two figures side by side. */
export interface RowNode extends Parent {
  type: 'row'
  children: FloatNode[]
}

/** The side rail of the cover. */
export interface RailNode extends Parent {
  type: 'rail'
}

/** A formula as its chapter has it. */
interface MathNode extends Literal {
  /** TeX, without the dollar signs. */
  value: string
  /** Where each of its lines begins, in characters from the beginning of the node. */
  offsets: number[]
  /** What a browser sets it from; empty until it is bound, and where its TeX has a mistake. */
  mathml: string
}

/** A formula in a line of text. */
export interface InlineMath extends MathNode {
  type: 'inlineMath'
}

/** A formula on lines of its own. */
export interface DisplayMath extends MathNode {
  type: 'math'
  /** What stands after it in braces: `{#eq-npv}`; empty for nothing. */
  attributes: string
  data?: MathData
}

interface MathData extends Data {
  /** The id its author gave it. */
  id: string
  /** As printed beside it: `（1）`; not before it is numbered. */
  number?: string
}

declare module 'mdast' {
  interface HeadingData {
    /** The id its author gave it; null where it gets one from its text. */
    ownId: string | null
    /** Its text without the labels of references. */
    text: string
    /** As its number, of a numbered chapter alone. */
    id?: string
    /** `1.2.`; empty outside the body. */
    label?: string
  }

  interface PhrasingContentMap {
    bound: BoundNode
    literal: LiteralNode
    variable: VariableNode
    inlineMath: InlineMath
  }

  interface BlockContentMap {
    math: DisplayMath
  }

  interface RootContentMap {
    inlineMath: InlineMath
    math: DisplayMath
    bound: BoundNode
    literal: LiteralNode
    variable: VariableNode
    float: FloatNode
    row: RowNode
    rail: RailNode
  }
}

/** A link to a place in the report. */
export interface Reference {
  node: Link
  /** Whether its text is ours to write: `[](#fig-market)`. */
  bare: boolean
}

/** A chapter whose directives are bound, with what can be pointed at and what points, each in reading order. */
export interface BoundChapter extends Chapter {
  headings: Heading[]
  floats: Float[]
  /** Those with an id. */
  equations: DisplayMath[]
  references: Reference[]
}

/** 2-bind ▶ every directive has met its dataset. `floats` in reading order. */
export interface Bound extends Omit<Sources, 'datasets'> {
  /** Complete ones; a dataset with mistakes is none. */
  datasets: Map<string, Dataset>
  chapters: BoundChapter[]
  floats: Float[]
}

/** What a reader knows a thing by. */
export interface Numbering {
  id: string
  /** `1.2` or `8`; empty outside the body. */
  number: string
  /** As printed: `1.2.` or `图 8`; empty outside the body. */
  label: string
}

/** Anything a reader can be pointed at. One record feeds caption, reference, contents, lists and manifest. */
export interface Entry extends Numbering {
  kind: 'heading' | 'figure' | 'table' | 'equation'
  /** Of an equation there is none. */
  title: PhrasingContent[]
  /** 1–6 for headings, 0 for others. */
  depth: number
  chapter: BoundChapter
  place: Place
  float: Float | null
}

/** 3-number ▶ every target has its number, every reference its text. Keys of entries are ids, in reading order. */
export interface Numbered extends Bound {
  entries: Map<string, Entry>
}

/** A drawn chart. */
export interface Drawing {
  svg: string
  /** Of the picture, in CSS px. */
  width: number
  /** Room between the edges of the picture and its plot, in CSS px. */
  margins: Record<'left' | 'top' | 'right' | 'bottom', number>
}

/** 4-chart ▶ drawings by figure id. */
export interface Charted extends Numbered {
  charts: Map<string, Drawing>
}

/** A run of blocks that a template puts into its page as a whole: a chapter, or the main part or the rail of the cover. */
export interface Slot {
  /** Name of the chapter, percent-encoded; that of the rail ends in `/rail`. */
  name: string
  chapter: Chapter
  /** HTML of each block, an element each. */
  blocks: string[]
  /** Where each block was written; undefined where it was nowhere, as the list of footnotes. */
  places: Place[]
}

/** A document in which `<!--slot NAME-->` stands for what its slots hold. */
export interface Page {
  shell: string
  slots: Slot[]
}

/** One line of the printed index, still without its page. */
export interface IndexLine {
  entry: Entry
  /** Caption or heading as plain text, as it is to be found on its page; empty for an equation. */
  title: string
}

/** 5-template ▶ the report as documents, ready to be printed and written. */
export interface Edition {
  settings: Settings
  house: House
  files: VFile[]
  inputs: Sources['inputs']
  /** Every numbered heading, figure and table of the body in reading order. */
  index: IndexLine[]
  /** Every heading of body and back matter: the bookmarks. */
  headings: IndexLine[]
  /** Every numbered equation. */
  equations: IndexLine[]
  /** Every figure and table in reading order, those of the cover too: the sheets of the workbook. */
  floats: Float[]
  /** The chapter that is the cover; null where there is none. */
  cover: Chapter | null
  /** The document the PDF is printed from. */
  print: string
  /** Pictures that the print document asks for, by path. */
  assets: Map<string, Image>
  /** Every character that it prints. */
  characters: string
}

/** 5-template ▶ the HTML edition. */
export interface Web {
  house: House
  /** By path inside `html/`. */
  html: Map<string, string | Uint8Array>
  /** Every character that it shows. */
  characters: string
}

/** 6-print ▶ the PDF, its index proved. */
export interface Printed {
  pdf: Uint8Array
  /** Page of each id, 1-based. */
  pages: Map<string, number>
  /** Number of pages. */
  count: number
  /** Prints until the page numbers were still. */
  passes: number
  /** As the browser names itself. */
  chromium: string
}
