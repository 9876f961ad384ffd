/**
 * The catalogue of author's mistakes: a permanent id and a sentence each.
 *
 * A mistake is a message on the file it was written in, with a place and a rule id; the rooms mark it and go
 * on, so that one run lists everything. Exceptions are for our own bugs and for what the machine lacks.
 */
import { distance } from 'fastest-levenshtein'
import type { VFile } from 'vfile'
import type { Place, Severity } from './report.ts'

/** Rule id → sentence. Ids are permanent: they are never renamed and never used for something else. */
export const rules = {
  // files
  'file-missing': (path: string, names: string[] = []) =>
    `Unexpected missing file \`${path}\`, expected it in the report folder${nearest(path, names)}`,
  'file-unreadable': (path: string, why: string) =>
    `Unexpected unreadable file \`${path}\` (${why}), expected a file that can be read`,
  'file-outside': (path: string) =>
    `Unexpected path \`${path}\` that leaves the report folder, expected a path inside it`,
  'file-encoding': (line: number) =>
    `Unexpected bytes that are not UTF-8 in line ${line}, expected a file saved as UTF-8`,
  'report-no-chapters': () =>
    'Unexpected report without chapters, expected at least one file `chapters/*.md`',
  'chapter-empty': () => 'Unexpected empty chapter, expected a heading and text',

  'text-limit': (seen: string, expected: string) => `Unexpected ${seen}, expected ${expected}`,

  // YAML
  'yaml-syntax': (what: string) => `Unexpected YAML: ${what}`,
  'yaml-key': (key: string, names: string[]) =>
    `Unexpected key \`${key}\`, expected ${oneOf(names)}${nearest(key.replace(/^.*\./, ''), names)}`,
  'yaml-missing': (key: string, what: string) => `Unexpected missing key \`${key}\`, expected ${what}`,
  'yaml-choice': (key: string, seen: string, names: string[]) =>
    `Unexpected \`${seen}\` as \`${key}\`, expected ${oneOf(names)}${nearest(seen, names)}`,
  'yaml-type': (key: string, what: string) => `Unexpected value of \`${key}\`: ${what}`,
  'language-unknown': (language: string, names: string[]) =>
    `Unexpected language \`${language}\`, expected one the template has words for: ${oneOf(names)}`,

  // datasets
  'dataset-second': (name: string, path: string) =>
    `Unexpected second file \`${path}\` of the dataset \`${name}\`, expected this one alone`,
  'column-missing': (name: string, names: string[]) =>
    `Unexpected column \`${name}\`, expected ${oneOf(names)}${nearest(name, names)}`,
  'cell-type': (column: string, seen: string, expected: string) =>
    `Unexpected ${seen} in column \`${column}\`, expected ${expected}`,
  'row-duplicate': (key: string, line: number) =>
    `Unexpected second row for \`${key}\`, expected each key once; the first is in line ${line}`,
  'row-unknown': (key: string, list: string, keys: string[]) =>
    `Unexpected key \`${key}\` in \`${list}\`, expected the key of a row${nearest(key, keys)}`,
  'key-missing': (column: string) =>
    `Unexpected row without \`${column}\`, expected a key in every row: it tells the row from the others`,
  'period-mixed': (seen: string, other: string, column: string) =>
    `Unexpected \`${seen}\` beside \`${other}\` in column \`${column}\`, expected periods of one kind`,
  'label-duplicate': (label: string, column: string, first: string) =>
    `Unexpected label \`${label}\` of column \`${column}\`, expected another one: column \`${first}\` has it`,
  'value-unknown': (name: string, names: string[]) =>
    `Unexpected \`${name}\`, expected the name of a value that the dataset declares: ${oneOf(names)}${nearest(name, names)}`,
  'value-circular': (name: string, key: string) =>
    `Unexpected \`${name}\` computed from the number of \`${key}\`, expected \`stated\`: that number was computed back from it`,
  'derive-circular': (name: string) =>
    `Unexpected derivation of \`${name}\` from itself, expected one from typed columns`,
  'derive-source': (name: string, why: string) => `Unexpected derivation from \`${name}\`: ${why}`,

  // workbooks; a place is a cell, as in `Sheet1!B7`
  'import-format': (seen: string, expected: string) => `Unexpected ${seen}, expected ${expected}`,
  'import-limit': (seen: string, limit: string) => `Unexpected ${seen}, expected at most ${limit}`,
  'import-sheet': (seen: string, expected: string) => `Unexpected ${seen}, expected ${expected}`,
  'import-table': (sheet: string) =>
    `Unexpected \`${sheet}\` without a table, expected a row of column names with rows under it`,
  'import-columns': (seen: string[], names: string[]) =>
    `Unexpected columns ${oneOf(seen)}, expected the key and others of the dataset: ${oneOf(names)}`,
  'import-column-second': (place: string, column: string, first: string) =>
    `Unexpected second column for \`${column}\` in ${place}, expected one; the first is ${first}`,
  'import-unit': (place: string, seen: string, column: string, unit: string) =>
    `Unexpected unit \`${seen}\` of column \`${column}\` in ${place}, expected ${unit ? `one that converts to \`${unit}\`` : 'none'}`,
  'import-scale': (column: string, factor: string, cells: string, unit: string) =>
    `Unexpected numbers of column \`${column}\` that move by a factor of ${factor}: ${cells}, expected ${unit ? `them in ${unit}` : 'numbers of the same size'}; --accept-scale takes them as they are`,
  'import-formula': (place: string) =>
    `Unexpected formula without a value in ${place}, expected a computed one; open the workbook in Excel or WPS and save it`,
  'import-cell': (place: string, seen: string, column: string, expected: string) =>
    `Unexpected ${seen} for column \`${column}\` in ${place}, expected ${expected}`,
  'import-merged': (place: string, column: string) =>
    `Unexpected merged cell for column \`${column}\` in ${place}, expected a number of its own in every row`,
  'import-key': (place: string, seen: string, expected: string) =>
    `Unexpected ${seen} in ${place}, expected ${expected}`,
  'import-key-second': (place: string, key: string, first: string) =>
    `Unexpected second row for \`${key}\` in ${place}, expected each key once; the first is ${first}`,
  'import-dataset': (seen: string) =>
    `Unexpected dataset with ${seen}, expected one whose rows can be told apart and edited`,

  // chapters
  'directive-unknown': (name: string, names: string[]) =>
    `Unexpected directive \`${name}\`, expected ${oneOf(names)}${nearest(name, names)}`,
  'directive-fence': (colons: string) =>
    `Unexpected \`${colons}\` that closes nothing, expected an outer block to have more colons than those inside it`,
  'directive-syntax': (seen: string, name: string) =>
    `Unexpected \`${seen}\`, expected \`${name}{…}\`: half-width, no space before the brace, all of it in one line, and quotes around values alone`,
  'attribute-second': (name: string) =>
    `Unexpected second \`${name}\`, expected each attribute once: the last one alone would count`,
  'fence-unclosed': (what: string) =>
    `Unexpected ${what} that is never closed, expected the marks of its first line on a line of their own where it ends`,
  'html-refused': () =>
    'Unexpected HTML in a chapter, expected Markdown (or `raw_html: true` in report.yaml, which keeps harmless HTML)',
  'html-image': () => 'Unexpected `<img>` in HTML, expected a Markdown image, whose file is read and checked',
  'heading-attributes': (seen: string) =>
    `Unexpected \`${seen}\` after a heading, expected \`{#id}\`, or \`\\{\` for a plain brace`,
  'footnote-unknown': (name: string, names: string[]) =>
    `Unexpected reference \`[^${name}]\`, expected a note of this chapter${nearest(name, names)}`,
  'footnote-unused': (name: string) =>
    `Unexpected note \`[^${name}]\` that nothing refers to, expected \`[^${name}]\` in a text: it would not be printed`,
  'footnote-second': (name: string, line: number) =>
    `Unexpected second note \`[^${name}]\`, expected each name once; the first is in line ${line}`,
  'definition-unused': (name: string) =>
    `Unexpected definition of \`[${name}]\` that nothing refers to, expected \`[…][${name}]\` in a text: it would not be printed`,
  'definition-second': (name: string, line: number) =>
    `Unexpected second definition of \`[${name}]\`, expected each name once; the first is in line ${line}`,
  'code-info': (text: string) =>
    `Unexpected \`${text}\` in the line that opens code, expected the name of a language at most: it would not be printed`,
  'table-cells': (text: string, count: number) =>
    `Unexpected cell \`${text}\` beyond the head of its table, expected at most ${count} in a row: it would not be printed`,
  'link-address': (url: string) =>
    `Unexpected link address \`${url}\`, expected https:, http:, mailto: or the #id of something in this report`,
  'image-remote': (url: string) =>
    `Unexpected image address \`${url}\`, expected a file inside the report folder`,
  'image-format': (path: string) =>
    `Unexpected picture \`${path}\`, expected a .png, .jpg, .webp or .svg file`,
  'image-svg': (seen: string, path: string, line: number) =>
    `Unexpected ${seen} in line ${line} of the picture \`${path}\`, expected shapes, text and styles alone: a picture runs nothing, and reaches nothing outside its file`,
  'image-damaged': (path: string, what: string) =>
    `Unexpected damaged picture \`${path}\` (${what}), expected one that can be shown`,
  'row-content': (seen: string) => `Unexpected ${seen} in a row, expected two figures side by side`,
  'rail-place': () => 'Unexpected rail outside the cover, expected it in a chapter with `part: cover`',
  'part-second': (part: string, first: string) =>
    `Unexpected second chapter with \`part: ${part}\`, expected one; the first is ${first}`,

  'heading-empty': () => 'Unexpected heading without text, expected a title',
  'heading-level': (seen: number, expected: number) =>
    `Unexpected heading \`${'#'.repeat(seen)}\`, expected at most \`${'#'.repeat(expected)}\`, one level below the heading before it`,

  // figures and tables
  'caption-missing': (type: string) =>
    `Unexpected ${type} without a caption, expected its title as the first paragraph`,
  'id-missing': (type: string) =>
    `Unexpected ${type} without an id, expected one to refer to it, as in \`{#fig-sales}\``,
  'id-shape': (id: string) =>
    `Unexpected id \`${id}\`, expected at most 200 bytes of letters, digits, \`-\`, \`_\` and \`.\`, beginning with a letter or digit`,
  'id-duplicate': (id: string, place: string) =>
    `Unexpected second \`#${id}\`, expected each id once; the first is at ${place}`,
  'figure-content': (seen: string) =>
    `Unexpected ${seen} in a figure, expected a caption, a block of parameters, an image or a table, and notes`,
  'kind-missing': (names: string[]) =>
    `Unexpected figure without a picture, expected \`kind=…\` (${oneOf(names)}), a \`vega-lite\` block or an image`,
  'kind-unknown': (kind: string, names: string[]) =>
    `Unexpected figure kind \`${kind}\`, expected ${oneOf(names)}${nearest(kind, names)}`,
  'param-unknown': (param: string, kind: string, names: string[]) =>
    `Unexpected parameter \`${param}\` of \`${kind}\`, expected ${oneOf(names)}${nearest(param, names)}`,
  'param-missing': (param: string, kind: string) =>
    `Unexpected \`${kind}\` without \`${param}\`, expected that parameter`,
  'param-type': (param: string, seen: string, expected: string) =>
    `Unexpected ${seen} for parameter \`${param}\`, expected ${expected}`,
  'dataset-missing': (kind: string) => `Unexpected \`${kind}\` without data, expected \`data=…\``,
  'dataset-unknown': (name: string, names: string[]) =>
    `Unexpected dataset \`${name}\`, expected one of the files in datasets${nearest(name, names)}`,
  'column-unknown': (column: string, dataset: string, names: string[]) =>
    `Unexpected column \`${column}\` of dataset \`${dataset}\`, expected ${oneOf(names)}${nearest(column, names)}`,
  'cell-unknown': (text: string, param: string, dataset: string, texts: string[]) =>
    `Unexpected \`${text}\` for parameter \`${param}\`, expected the text of a cell of dataset \`${dataset}\`${nearest(text, texts)}`,
  'chart-word': (what: string, seen: string, names: string[]) =>
    `Unexpected ${what} \`${seen}\` in Vega-Lite, expected one that it knows${nearest(seen, names)}`,
  'chart-key': (text: string, column: string, path: string, lines: string) =>
    `Unexpected second \`${text}\` in column \`${column}\` (${path}, lines ${lines}), expected each once: a row has one place in this figure; several rows for one place are drawn by a kind like \`panels\`, or brought into columns`,
  'chart-places': (count: number, column: string, most: number) =>
    `Unexpected ${count} rows by column \`${column}\` in one figure, expected at most ${most}, so that their names can be read; bring the smaller ones into one row, or print them as a table`,
  'chart-number': (seen: string, expected: string) => `Unexpected ${seen}, expected ${expected}`,
  'chart-invalid': (what: string) => `Unexpected Vega-Lite: ${what}`,

  // values in prose
  'value-syntax': (seen: string) =>
    `Unexpected value address \`${seen}\`, expected \`dataset.column key\`, as in \`market.size 2024\`, \`market.size 2024 yoy\` or \`market.size 2024..2027 cagr\``,
  'value-row': (key: string, dataset: string, names: string[]) =>
    `Unexpected key \`${key}\`, expected a row of \`${dataset}\`${nearest(key, names)}`,
  'value-ambiguous': (address: string, meanings: string[], path: string) =>
    `Unexpected \`${address}\`, which can mean ${meanings.join(' or ')} of ${path}, expected one meaning: name a row by all of its keys, and put a name that is also an operation in quotes`,
  'formula-invalid': (formula: string, seen: string, expected: string, names: string[], at = 0) =>
    `Unexpected ${seen} in \`${formula}\` (character ${at + 1}), expected ${expected}${names.length > 0 ? nearest(seen.replace(/^[^`]*`|`[^`]*$/g, ''), names) : ''}`,
  'value-null': (address: string, why: string) => `Unexpected missing value at \`${address}\`: ${why}`,
  'unit-incompatible': (from: string, to: string) =>
    `Unexpected unit \`${to}\`, expected one that \`${from}\` converts to`,

  'claim-syntax': (names: string[]) =>
    `Unexpected claim, expected \`of="dataset.column from..to"\` and one of ${oneOf(names)}, with a number in a unit that fits`,
  'claim-unknown': (claim: string, why: string) =>
    `Unexpected claim \`${claim}\`, which the data cannot decide: ${why}`,
  'claim-false': (claim: string, seen: string) =>
    `Unexpected claim \`${claim}\`, which the data do not support: ${seen}`,

  // references
  'reference-unknown': (id: string, names: string[]) =>
    `Unexpected reference \`#${id}\`, expected the id of a heading, figure or table${nearest(id, names)}`,

  // templates
  'template-unknown': (name: string, names: string[]) =>
    `Unexpected template \`${name}\`, expected ${oneOf(names)}${nearest(name, names)}`,
  'template-invalid': (what: string) => `Unexpected template: ${what}`,

  // print
  'glyph-missing': (character: string, code: string, font: string) =>
    `Unexpected character \`${character}\` (${code}), expected one that ${font} can print`,
  'cover-overflow': (pages: number) =>
    `Unexpected cover of ${pages} pages, expected one: there is too much on it`,
  'print-wide': () =>
    'Unexpected width beyond the page, a landscape one too, expected a table with fewer columns or shorter heads, or a narrower picture',
  'print-tall': () =>
    'Unexpected height beyond the page, expected a figure that is lower or divided, a table with shorter cells, or a lower picture',
  'print-long': (pages: number, most: number) =>
    `Unexpected ${pages} pages, expected at most ${most}; \`limits\` in report.yaml and --most-pages say how many`,
  'index-unproved': (what: string) => `Unexpected index: ${what}`,

  // deliveries
  'manifest-missing': () =>
    'Unexpected delivery without a manifest, expected `manifest.json`, which a build writes last',
  'manifest-invalid': (what: string) => `Unexpected manifest: ${what}; build the report again`,
  'manifest-changed': () =>
    'Unexpected manifest that its own `sha256` does not fit, expected it as the build wrote it',
  'delivery-missing': (path: string, like: string | null) =>
    `Unexpected missing file \`${path}\`, expected it as the build wrote it${like === null ? '' : `; \`${like}\` has its bytes`}`,
  'delivery-changed': (seen: string) => `Unexpected ${seen}, expected the bytes that the build wrote`,
  'delivery-kind': (seen: string) => `Unexpected ${seen}, expected files and folders alone in a delivery`,
  'delivery-extra': () => 'Unexpected file beside the delivery, expected those alone that its manifest names',
  'delivery-other': () =>
    'Unexpected bytes that a build of the report does not write, expected those that it writes now',
  'input-missing': () => 'Unexpected missing file, expected it as the delivery was made from it',
  'input-changed': () => 'Unexpected change since the delivery was made, expected the bytes it was made from',
  'input-extra': () =>
    'Unexpected file that a build reads now, expected those alone that the delivery was made from',
} as const

/** The machine lacks something: no mistake of a report. The message says how to get it. */
export class MachineError extends Error {}

/** The sentence for what the machine lacks, or did not do when it was asked; null for a fault of the compiler. */
export function machineFault(fault: unknown): string | null {
  if (fault instanceof MachineError) return fault.message
  if (!(fault instanceof Error && 'syscall' in fault && 'code' in fault)) return null
  return `The machine refused something that yanbao needs (${fault.message}); what was there before is unchanged. See to that, and run the command again.`
}

export type Rule = keyof typeof rules

/** A finding's sentence, and how much it weighs unless `rules` in report.yaml says otherwise. */
const finding = <Say extends (...what: never[]) => string>(severity: Severity, say: Say) => ({
  severity,
  say,
})

/** What `yanbao check` finds: the report can be printed all the same. Ids are permanent, as those of mistakes. */
export const findings = {
  // numbers
  'numeral-unbound': finding('warning', (numeral: string, like: { address: string; cell: string } | null) =>
    like
      ? `Unexpected unbound \`${numeral}\`, expected \`${like.address}\`: it resembles ${like.cell}`
      : `Unexpected unbound \`${numeral}\`, expected \`:value[…]\`, or \`:lit[${numeral}]\` where no dataset holds it`,
  ),
  'direction-off': finding(
    'warning',
    (word: string, printed: string, isBelow: boolean) =>
      `Unexpected \`${word}\` before \`${printed}\`, expected a word for ${isBelow ? 'less: the number is below 0' : 'more: the number is above 0'}, and printed without its sign`,
  ),
  'stated-value-off': finding(
    'error',
    (name: string, stated: string, address: string, low: string, high: string) =>
      `Unexpected \`stated: ${stated}\` of \`${name}\`, expected ${low === high ? low : `${low} to ${high}`}: what follows from \`${address}\` with rounded rows`,
  ),

  'stated-value-open': finding(
    'warning',
    (name: string, address: string, why: string) =>
      `Unexpected \`stated\` of \`${name}\` that cannot be held against \`${address}\`: ${why}`,
  ),
  'stated-value-circular': finding(
    'info',
    (name: string, key: string) =>
      `Unexpected \`stated\` of \`${name}\` that its own rows repeat: the number of ${key} was computed back from it, and is no evidence for it`,
  ),

  // figures and tables
  'figure-source-missing': finding(
    'warning',
    (id: string) =>
      `Unexpected \`#${id}\` without a source, expected one in its dataset or as \`source="…"\``,
  ),
  'figure-unmentioned': finding(
    'warning',
    (id: string) => `Unexpected \`#${id}\` that no text refers to, expected \`[](#${id})\` in a sentence`,
  ),
  'title-duplicate': finding(
    'warning',
    (title: string, first: string) =>
      `Unexpected second title \`${title}\`, expected each title once; the first is at ${first}`,
  ),
  'title-span': finding(
    'warning',
    (seen: string, shown: string) =>
      `Unexpected span \`${seen}\` in a title, expected \`${shown}\`, the rows that are shown`,
  ),
  'units-mixed': finding(
    'warning',
    (param: string, units: string[]) =>
      `Unexpected units ${oneOf(units)} on one axis (\`${param}\`), expected columns of one unit`,
  ),

  // datasets
  'dataset-unused': finding(
    'warning',
    (name: string) =>
      `Unexpected dataset \`${name}\` that nothing shows, expected a figure, a table or a value of it`,
  ),
  'total-unmarked': finding('warning', (key: string, parts: string[]) =>
    parts.length > 0
      ? `Unexpected row \`${key}\` whose numbers are the sum of ${oneOf(parts)}, expected it in \`totals\`: shares, means and ranks take it for one of the parts`
      : `Unexpected row \`${key}\` that is called a total, expected it in \`totals\`: shares, means and ranks take it for one of the parts`,
  ),
  'remainder-unmarked': finding(
    'info',
    (key: string) =>
      `Unexpected row \`${key}\` that is called what is left of a whole, expected it in \`remainders\`: ranks take it for one of the others`,
  ),
  'total-off': finding(
    'warning',
    (key: string, column: string, seen: string, sum: string, parts: string[]) =>
      `Unexpected total ${seen} of \`${column}\` in row \`${key}\`, expected ${sum}, the sum of ${oneOf(parts)}; where they are not all its parts, add what is left as a row`,
  ),
  'data-old': finding(
    'warning',
    (asOf: string, months: number, limit: number) =>
      `Unexpected \`as_of: ${asOf}\`, ${months} months before the date of the report, expected at most ${limit}`,
  ),

  // text
  'heading-space': finding(
    'warning',
    (seen: string) =>
      `Unexpected \`${seen}\` at the beginning of a line, expected a space after it, which makes it a heading, or \`\\#\``,
  ),
  'section-missing': finding(
    'warning',
    (words: string[]) =>
      `Unexpected report without ${oneOf(words)}, expected a heading or a bold lead of that name`,
  ),
  spelling: finding(
    'warning',
    (seen: string, right: string) => `Unexpected spelling \`${seen}\`, expected \`${right}\``,
  ),
  'punctuation-halfwidth': finding(
    'warning',
    (seen: string, right: string) =>
      `Unexpected half-width \`${seen}\` in Chinese text, expected \`${right}\``,
  ),
  'quote-straight': finding(
    'warning',
    (seen: string) => `Unexpected straight quote \`${seen}\` in Chinese text, expected “ ” or ‘ ’`,
  ),
  'dash-ascii': finding(
    'warning',
    (seen: string) => `Unexpected \`${seen}\` between Chinese characters, expected ——`,
  ),
  'space-han-latin': finding('info', (near: string, wanted: boolean) =>
    wanted
      ? `Unexpected missing space in \`${near}\`, expected one between Chinese and Latin text`
      : `Unexpected space in \`${near}\`, expected none between Chinese and Latin text`,
  ),
  'space-double': finding('info', (near: string) => `Unexpected second space in \`${near}\`, expected one`),
} as const

export type Finding = keyof typeof findings

/**
 * Marks a mistake on its file: the report will not be printed.
 *
 * @param file The file the mistake was written in.
 * @param place Where in it; undefined for the file as a whole.
 * @param rule Its permanent id.
 * @param what The arguments of the rule's sentence.
 */
export function fail<R extends Rule>(
  file: VFile,
  place: Place,
  rule: R,
  ...what: Parameters<(typeof rules)[R]>
): void {
  const sentence = rules[rule] as (...what: unknown[]) => string
  const message = file.message(sentence(...what.map(brief)), { place, ruleId: rule, source: 'yanbao' })
  message.fatal = true
}

/** Characters of a text that a sentence quotes; nobody reads more. */
const QUOTED = 1000

function brief(what: unknown): unknown {
  return typeof what === 'string' && what.length > QUOTED ? `${what.slice(0, QUOTED)}…` : what
}

/**
 * Notes a finding on its file.
 *
 * @param levels What the report says of single rules; a rule that is off notes nothing.
 */
export function note<F extends Finding>(
  levels: Partial<Record<string, Severity | 'off'>>,
  file: VFile,
  place: Place,
  rule: F,
  ...what: Parameters<(typeof findings)[F]['say']>
): void {
  const { severity, say } = findings[rule]
  const level = levels[rule] ?? severity
  if (level === 'off') return
  const sentence = (say as (...what: unknown[]) => string)(...what.map(brief))
  file.message(sentence, { place, ruleId: rule, source: 'yanbao' }).fatal = fatalOf[level]
}

/** Severities as vfile knows them. */
const fatalOf: Record<Severity, boolean | undefined> = { error: true, warning: false, info: undefined }

/** How much a message weighs. */
export function severityOf({ fatal }: { fatal?: boolean | null | undefined }): Severity {
  return fatal ? 'error' : fatal === false ? 'warning' : 'info'
}

/** Whether any of the files carries a mistake. */
export function failed(files: VFile[]): boolean {
  return files.some((file) => file.messages.some((message) => message.fatal))
}

/** `, did you mean …?` where a name is near enough to be a slip of the same word; else nothing. */
export function nearest(seen: string, names: string[]): string {
  const [best] = names
    .map((name) => ({ name, steps: distance(seen.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)
  const near = best && best.steps <= Math.max(2, Math.floor(seen.length / 3)) && best.steps <= seen.length / 2
  return near ? `; did you mean \`${best.name}\`?` : ''
}

/** At most this many names are listed in a sentence. */
const LISTED = 12

function oneOf(names: string[]): string {
  if (names.length === 0) return 'none'
  const listed = names.slice(0, LISTED).map((name) => `\`${name}\``)
  return listed.join(', ') + (names.length > LISTED ? ` and ${names.length - LISTED} more` : '')
}
