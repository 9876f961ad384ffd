/** Sheets → the bytes of an .xlsx workbook: the same for the same sheets, on every machine and in every time zone. */
import { strToU8, zipSync } from 'fflate'

export type SheetStyle = 'plain' | 'title' | 'head' | 'unit' | 'quiet' | 'link'

export interface SheetCell {
  /** Texts stay texts, whatever they begin with; null for an empty cell. */
  value: string | number | null
  style?: SheetStyle
  /** A number format as spreadsheets write it. */
  format?: string
  /** Name of the sheet it leads to. */
  link?: string
}

export interface Sheet {
  /** Unique and legal: see `sheetName`. */
  name: string
  rows: SheetCell[][]
  /** 0-based row the table begins in: its widths are those of the columns. */
  table: number
  /** Rows that stay in view. */
  frozen: number
}

export interface BookProperties {
  title: string
  creator: string
  /** `YYYY-MM-DD` */
  date: string
}

/** Longest name of a sheet, in UTF-16 units, and longest text of a cell. */
const LONGEST_NAME = 31
const LONGEST_TEXT = 32_767

/** A legal name near the wanted one that is not taken; takes it. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const legal = wanted
    .replace(/[[\]:*?/\\\p{Cc}]+/gu, '-')
    .replace(/^'+|'+$/g, '')
    .trim()
  const base = legal === '' || /^history$/i.test(legal) ? `_${legal}` : legal
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : ` (${count})`
    const name = cut(base, LONGEST_NAME - suffix.length).trim() + suffix
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}

/** Never between the halves of a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export function writeSheets(sheets: Sheet[], properties: BookProperties): Uint8Array {
  const styles = new Styles()
  const strings = new Map<string, number>()
  const worksheets = sheets.map((sheet, index) => worksheet(sheet, index, styles, strings))
  const parts: Array<[path: string, type: string, xml: string]> = [
    ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml', coreXml(properties)],
    ['docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml', APP],
    ['xl/workbook.xml', `${TYPES}.sheet.main+xml`, workbookXml(sheets)],
    ...worksheets.map(
      (xml, at) => [sheetPath(at), `${TYPES}.worksheet+xml`, xml] as [string, string, string],
    ),
    ['xl/styles.xml', `${TYPES}.styles+xml`, styles.xml()],
    ['xl/sharedStrings.xml', `${TYPES}.sharedStrings+xml`, stringsXml(strings)],
  ]
  const overrides = parts.map(([path, type]) => `<Override PartName="/${path}" ContentType="${type}"/>`)
  const files: Array<[path: string, xml: string]> = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${overrides.join('')}</Types>`,
    ],
    ['_rels/.rels', relationsXml(ROOT_RELATIONS)],
    ['xl/_rels/workbook.xml.rels', relationsXml(workbookRelations(sheets.length))],
    ...parts.map(([path, , xml]) => [path, xml] as [string, string]),
  ]
  const declared = files.map(([path, xml]) => [path, strToU8(`${DECLARATION}${xml}`)] as const)
  // Zip entries carry local time without a zone: noon of the first day they know is the same bytes everywhere.
  return zipSync(Object.fromEntries(declared), { level: 6, mtime: new Date(1980, 0, 1, 12) })
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const APP =
  '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>yanbao</Application></Properties>'

type Relation = [type: string, target: string]

const ROOT_RELATIONS: Relation[] = [
  [`${RELATIONSHIPS}/officeDocument`, 'xl/workbook.xml'],
  [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  [`${RELATIONSHIPS}/extended-properties`, 'docProps/app.xml'],
]

function sheetPath(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`
}

function workbookRelations(sheets: number): Relation[] {
  return [
    ...Array.from(
      { length: sheets },
      (_, at): Relation => [`${RELATIONSHIPS}/worksheet`, `/${sheetPath(at)}`],
    ),
    [`${RELATIONSHIPS}/styles`, '/xl/styles.xml'],
    [`${RELATIONSHIPS}/sharedStrings`, '/xl/sharedStrings.xml'],
  ]
}

function relationsXml(relations: Relation[]): string {
  const list = relations.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`
}

function coreXml({ title, creator, date }: BookProperties): string {
  const w3c = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}T00:00:00Z</dcterms:${name}>`
  return `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(creator)}</dc:creator>${w3c('created')}${w3c('modified')}</cp:coreProperties>`
}

function workbookXml(sheets: Sheet[]): string {
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets></workbook>`
}

function stringsXml(strings: Map<string, number>): string {
  const list = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`)
  return `<sst xmlns="${MAIN}" uniqueCount="${list.length}">${list.join('')}</sst>`
}

function worksheet(sheet: Sheet, index: number, styles: Styles, strings: Map<string, number>): string {
  const links: string[] = []
  const rows = sheet.rows.map((cells, row) => {
    const written = cells.map((cell, column) => {
      const ref = `${columnName(column)}${row + 1}`
      if (cell.link !== undefined) {
        const location = `'${cell.link.replaceAll("'", "''")}'!A1`
        links.push(
          `<hyperlink ref="${ref}" location="${escaped(location)}" display="${escaped(String(cell.value))}"/>`,
        )
      }
      return cellXml(cell, ref, styles, strings)
    })
    return `<row r="${row + 1}">${written.join('')}</row>`
  })
  const last = `${columnName(Math.max(0, ...sheet.rows.map((cells) => cells.length - 1)))}${Math.max(1, sheet.rows.length)}`
  const pane = `<pane ySplit="${sheet.frozen}" topLeftCell="A${sheet.frozen + 1}" activePane="bottomLeft" state="frozen"/>`
  const view = `<sheetView workbookViewId="0"${index === 0 ? ' tabSelected="1"' : ''}>${sheet.frozen > 0 ? pane : ''}</sheetView>`
  const hyperlinks = links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''
  // Years are texts here, as on the axis of a chart: no green corner is to warn of it.
  const ignored = `<ignoredErrors><ignoredError sqref="A1:${last}" numberStoredAsText="1"/></ignoredErrors>`
  return `<worksheet xmlns="${MAIN}"><dimension ref="A1:${last}"/><sheetViews>${view}</sheetViews><sheetFormatPr defaultRowHeight="15"/>${columnsXml(sheet)}<sheetData>${rows.join('')}</sheetData>${hyperlinks}${ignored}</worksheet>`
}

/** Widths in characters; Chinese ones count twice. */
function columnsXml({ rows, table }: Sheet): string {
  const widths: number[] = []
  for (const cells of rows.slice(table)) {
    for (const [column, { value }] of cells.entries()) {
      const width = [...String(value ?? '')].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 2)
      widths[column] = Math.max(widths[column] ?? 10, Math.min(width, 60))
    }
  }
  const list = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  return list.length > 0 ? `<cols>${list.join('')}</cols>` : ''
}

function cellXml(
  { value, style = 'plain', format = '' }: SheetCell,
  ref: string,
  styles: Styles,
  strings: Map<string, number>,
): string {
  if (value === null || value === '')
    return style === 'plain' ? '' : `<c r="${ref}" s="${styles.of(style, '', false)}"/>`
  if (typeof value === 'number') {
    return `<c r="${ref}" s="${styles.of(style, format, false)}"><v>${value}</v></c>`
  }
  const text = cut(value, LONGEST_TEXT)
  if (!strings.has(text)) strings.set(text, strings.size)
  // Without the mark a text such as =1+1 would become a formula when somebody opens the cell and leaves it.
  return `<c r="${ref}" s="${styles.of(style, '', /^[=+\-@]/.test(text))}" t="s"><v>${strings.get(text)}</v></c>`
}

function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last
}

/** 0-based fonts and borders of `Styles.xml`. */
const looks: Record<SheetStyle, { font: number; border: number }> = {
  plain: { font: 0, border: 0 },
  title: { font: 1, border: 0 },
  head: { font: 2, border: 1 },
  unit: { font: 3, border: 2 },
  quiet: { font: 3, border: 0 },
  link: { font: 4, border: 0 },
}

/** Cell formats in the order they are first asked for. */
class Styles {
  private readonly keys: string[] = ['plain||']
  private readonly formats: string[] = []

  of(style: SheetStyle, format: string, quoted: boolean): number {
    if (format !== '' && !this.formats.includes(format)) this.formats.push(format)
    const key = `${style}|${format}|${quoted ? '1' : ''}`
    if (!this.keys.includes(key)) this.keys.push(key)
    return this.keys.indexOf(key)
  }

  xml(): string {
    const font = (marks: string, size: number, color: string) =>
      `<font>${marks}<sz val="${size}"/><color rgb="FF${color}"/><name val="Arial"/></font>`
    const fonts = [
      font('', 10, '000000'),
      font('<b/>', 13, '14284B'),
      font('<b/>', 10, '14284B'),
      font('', 9, '6B7280'),
      font('<u/>', 10, '1D4ED8'),
    ]
    const border = (top: string, bottom: string) =>
      `<border><left/><right/>${top}${bottom}<diagonal/></border>`
    const line = (side: string, width: string) =>
      `<${side} style="${width}"><color rgb="FF14284B"/></${side}>`
    const borders = [
      border('<top/>', '<bottom/>'),
      border(line('top', 'medium'), '<bottom/>'),
      border('<top/>', line('bottom', 'thin')),
    ]
    const id = (format: string) => (format === '' ? 0 : 164 + this.formats.indexOf(format))
    const cells = this.keys.map((key) => {
      const [, style = 'plain', format = '', quoted] = /^(\w+)\|(.*)\|(1?)$/s.exec(key) ?? []
      const look = looks[style as SheetStyle]
      return `<xf numFmtId="${id(format)}" fontId="${look.font}" fillId="0" borderId="${look.border}" xfId="0" applyFont="1" applyBorder="1"${format === '' ? '' : ' applyNumberFormat="1"'}${quoted ? ' quotePrefix="1"' : ''}/>`
    })
    const formats = this.formats.map(
      (format) => `<numFmt numFmtId="${id(format)}" formatCode="${escaped(format)}"/>`,
    )
    const counted = (name: string, list: string[]) =>
      list.length > 0 ? `<${name} count="${list.length}">${list.join('')}</${name}>` : ''
    return `<styleSheet xmlns="${MAIN}">${counted('numFmts', formats)}${counted('fonts', fonts)}<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>${counted('borders', borders)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${counted('cellXfs', cells)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  }
}

/** For XML, in element and attribute; what XML cannot hold goes, and what spreadsheets would decode stays as it is. */
function escaped(text: string): string {
  return text
    .replace(/_x(?=[0-9A-F]{4}_)/gi, '_x005F_x')
    .replace(/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
