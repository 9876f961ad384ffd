/** Small workbooks for tests, made as spreadsheets make them. */
import { strToU8, zipSync } from 'fflate'

/** A value, or a cell with its formula, number format and type as they stand in the XML. */
export type MadeCell =
  | string
  | number
  | boolean
  | null
  | { v?: string | number; f?: string; format?: string; t?: string }

export interface MadeBook {
  sheets: Array<{ name: string; hidden?: boolean; rows: MadeCell[][]; merges?: string[] }>
  date1904?: boolean
  macros?: boolean
  /** Other parts by name, in place of those that are made. */
  parts?: Record<string, string>
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export function makeWorkbook({ sheets, date1904, macros, parts }: MadeBook): Uint8Array {
  const formats: string[] = []
  const cell = (made: MadeCell, ref: string): string => {
    if (made === null) return ''
    if (typeof made === 'string') return `<c r="${ref}" t="inlineStr"><is><t>${escaped(made)}</t></is></c>`
    if (typeof made === 'boolean') return `<c r="${ref}" t="b"><v>${made ? 1 : 0}</v></c>`
    if (typeof made === 'number') return `<c r="${ref}"><v>${made}</v></c>`
    const { v, f, format, t } = made
    if (format && !formats.includes(format)) formats.push(format)
    const style = format ? ` s="${formats.indexOf(format) + 1}"` : ''
    const formula = f ? `<f>${escaped(f)}</f>` : ''
    return `<c r="${ref}"${style}${t ? ` t="${t}"` : ''}>${formula}${v === undefined ? '' : `<v>${escaped(String(v))}</v>`}</c>`
  }
  const files: Record<string, string> = {}
  for (const [index, { rows, merges = [] }] of sheets.entries()) {
    const data = rows.map((cells, row) => {
      const made = cells.map((value, column) => cell(value, String.fromCharCode(65 + column) + (row + 1)))
      return `<row r="${row + 1}">${made.join('')}</row>`
    })
    const merged =
      merges.length > 0
        ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
        : ''
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `<worksheet xmlns="${main}"><sheetData>${data.join('')}</sheetData>${merged}</worksheet>`
  }
  const codes = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`)
  const styles = ['<xf numFmtId="0"/>', ...formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`)]
  const listed = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  )
  const targets = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  Object.assign(files, {
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${targets.join('')}<Relationship Id="rIdS" Type="${relationships}/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    ...(macros ? { 'xl/vbaProject.bin': 'macro' } : {}),
    ...parts,
  })
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
