/**
 * The catalogue of author's mistakes: a permanent id and a sentence each.
 *
 * A mistake is a message on the file it was written in, with a place and a rule id; the rooms mark it and go
 * on, so that one run lists everything. Exceptions are for our own bugs and for what the machine lacks.
 */
import { distance } from 'fastest-levenshtein'
import { VFile } from 'vfile'
import {
  either,
  enumerated,
  inWords,
  type Phrase,
  type Sayable,
  say,
  saying,
  type Translations,
} from './phrase.ts'
import type { Place, Severity } from './report.ts'

/** Rule id → sentence. Ids are permanent: they are never renamed and never used for something else. */
export const rules = {
  // files
  'file-missing': (path: string, names: string[] = []) =>
    say`Unexpected missing file \`${path}\`, expected it in the report folder${nearest(path, names)}`,
  'file-unreadable': (path: string, why: Sayable) =>
    say`Unexpected unreadable file \`${path}\` (${why}), expected a file that can be read`,
  'file-outside': (path: string) =>
    say`Unexpected path \`${path}\` that leaves the report folder, expected a path inside it`,
  'file-encoding': (line: number) =>
    say`Unexpected bytes that are not UTF-8 in line ${line}, expected a file saved as UTF-8`,
  'report-no-chapters': (edition: string | null) =>
    edition === null
      ? say`Unexpected report without chapters, expected at least one file \`chapters/*.md\``
      : say`Unexpected edition \`${edition}\` without chapters, expected at least one that it has a part of`,
  'chapter-empty': () => say`Unexpected empty chapter, expected a heading and text`,

  'edition-unknown': (name: string, names: string[]) =>
    say`Unexpected edition \`${name}\`, expected one of \`editions\` in report.yaml: ${oneOf(names)}${nearest(name, names)}`,
  'variable-unknown': (name: string, names: string[]) =>
    say`Unexpected variable \`${name}\`, expected one of \`variables\` in report.yaml: ${oneOf(names)}${nearest(name, names)}`,

  'text-limit': (seen: Sayable, expected: Sayable) => say`Unexpected ${seen}, expected ${expected}`,

  // YAML
  'yaml-syntax': (what: Sayable) => say`Unexpected YAML: ${what}`,
  'yaml-key': (key: string, names: string[]) =>
    say`Unexpected key \`${key}\`, expected ${oneOf(names)}${nearest(key.replace(/^.*\./, ''), names)}`,
  'yaml-missing': (key: Sayable, what: Sayable) => say`Unexpected missing key \`${key}\`, expected ${what}`,
  'yaml-choice': (key: Sayable, seen: string, names: string[]) =>
    say`Unexpected \`${seen}\` as \`${key}\`, expected ${oneOf(names)}${nearest(seen, names)}`,
  'yaml-type': (key: Sayable, what: Sayable) => say`Unexpected value of \`${key}\`: ${what}`,
  'language-unknown': (language: string, names: string[]) =>
    say`Unexpected language \`${language}\`, expected one the template has words for: ${oneOf(names)}`,

  // datasets
  'dataset-second': (name: string, path: string) =>
    say`Unexpected second file \`${path}\` of the dataset \`${name}\`, expected this one alone`,
  'column-missing': (name: string, names: string[]) =>
    say`Unexpected column \`${name}\`, expected ${oneOf(names)}${nearest(name, names)}`,
  'cell-type': (column: string, seen: Sayable, expected: Sayable) =>
    say`Unexpected ${seen} in column \`${column}\`, expected ${expected}`,
  'row-duplicate': (key: string, line: number) =>
    say`Unexpected second row for \`${key}\`, expected each key once; the first is in line ${line}`,
  'row-unknown': (key: string, list: string, keys: string[]) =>
    say`Unexpected key \`${key}\` in \`${list}\`, expected the key of a row${nearest(key, keys)}`,
  'key-missing': (column: string) =>
    say`Unexpected row without \`${column}\`, expected a key in every row: it tells the row from the others`,
  'period-mixed': (seen: Sayable, other: string, column: string) =>
    say`Unexpected \`${seen}\` beside \`${other}\` in column \`${column}\`, expected periods of one kind`,
  'label-duplicate': (label: string, column: string, first: Sayable) =>
    say`Unexpected label \`${label}\` of column \`${column}\`, expected another one: column \`${first}\` has it`,
  'value-unknown': (name: string, names: string[]) =>
    say`Unexpected \`${name}\`, expected the name of a value that the dataset declares: ${oneOf(names)}${nearest(name, names)}`,
  'value-circular': (name: string, key: string) =>
    say`Unexpected \`${name}\` computed from the number of \`${key}\`, expected \`stated\`: that number was computed back from it`,
  'derive-circular': (name: string) =>
    say`Unexpected derivation of \`${name}\` from itself, expected one from typed columns`,
  'derive-source': (name: string, why: Sayable) => say`Unexpected derivation from \`${name}\`: ${why}`,

  // workbooks; a place is a cell, as in `Sheet1!B7`
  'import-format': (seen: Sayable, expected: Sayable) => say`Unexpected ${seen}, expected ${expected}`,
  'import-limit': (seen: Sayable, limit: Sayable) => say`Unexpected ${seen}, expected at most ${limit}`,
  'import-sheet': (seen: Sayable, expected: Sayable) => say`Unexpected ${seen}, expected ${expected}`,
  'import-table': (sheet: string) =>
    say`Unexpected \`${sheet}\` without a table, expected a row of column names with rows under it`,
  'import-columns': (seen: string[], names: string[]) =>
    say`Unexpected columns ${oneOf(seen)}, expected the key and others of the dataset: ${oneOf(names)}`,
  'import-column-second': (place: Sayable, column: string, first: Sayable) =>
    say`Unexpected second column for \`${column}\` in ${place}, expected one; the first is ${first}`,
  'import-unit': (place: Sayable, seen: Sayable, column: string, unit: string) =>
    say`Unexpected unit \`${seen}\` of column \`${column}\` in ${place}, expected ${unit ? say`one that converts to \`${unit}\`` : say`none`}`,
  'import-scale': (column: string, factor: Sayable, cells: Sayable, unit: string) =>
    say`Unexpected numbers of column \`${column}\` that move by a factor of ${factor}: ${cells}, expected ${unit ? say`them in ${unit}` : say`numbers of the same size`}; --accept-scale takes them as they are`,
  'import-formula': (place: Sayable) =>
    say`Unexpected formula without a value in ${place}, expected a computed one; open the workbook in Excel or WPS and save it`,
  'import-cell': (place: Sayable, seen: Sayable, column: string, expected: Sayable) =>
    say`Unexpected ${seen} for column \`${column}\` in ${place}, expected ${expected}`,
  'import-merged': (place: Sayable, column: string) =>
    say`Unexpected merged cell for column \`${column}\` in ${place}, expected a number of its own in every row`,
  'import-key': (place: Sayable, seen: Sayable, expected: Sayable) =>
    say`Unexpected ${seen} in ${place}, expected ${expected}`,
  'import-key-second': (place: Sayable, key: string, first: Sayable) =>
    say`Unexpected second row for \`${key}\` in ${place}, expected each key once; the first is ${first}`,
  'import-dataset': (seen: Sayable) =>
    say`Unexpected dataset with ${seen}, expected one whose rows can be told apart and edited`,

  // chapters
  'directive-unknown': (name: string, names: string[]) =>
    say`Unexpected directive \`${name}\`, expected ${oneOf(names)}${nearest(name, names)}`,
  'directive-address': (name: string) =>
    say`Unexpected \`${name}\` at the end of a bare address, expected a space before it: an address is printed as it is written`,
  'directive-fence': (colons: string) =>
    say`Unexpected \`${colons}\` that closes nothing, expected an outer block to have more colons than those inside it`,
  'directive-syntax': (seen: Sayable, name: string) =>
    say`Unexpected \`${seen}\`, expected \`${name}{…}\`: half-width, no space before the brace, all of it in one line, and quotes around values alone`,
  'only-missing': (name: string) =>
    say`Unexpected \`${name}\` without an edition, expected \`${name}{edition=…}\`, all of it in one line, with no space before the brace`,
  'only-never': (inner: string[], outer: string[]) =>
    say`Unexpected text for edition ${oneOf(inner)} inside one for ${oneOf(outer)}, expected an edition that both have: no edition would print it`,
  'piece-missing': () =>
    say`Unexpected \`::include\` without a piece, expected \`::include{piece=…}\`, the name of a file in pieces`,
  'piece-unknown': (name: string, names: string[]) =>
    say`Unexpected piece \`${name}\`, expected one of the files in pieces${nearest(name, names)}`,
  'piece-circular': (names: string[]) =>
    say`Unexpected piece that includes itself (${enumerated(names)}), expected each piece to end`,
  'piece-id': (id: string, name: string) =>
    say`Unexpected \`#${id}\` in the piece \`${name}\`, which is included more than once, expected each id once: include the piece once, or move what has the id out of it`,
  'attribute-second': (name: string) =>
    say`Unexpected second \`${name}\`, expected each attribute once: the last one alone would count`,
  'fence-unclosed': (what: Sayable) =>
    say`Unexpected ${what} that is never closed, expected the marks of its first line on a line of their own where it ends`,
  'html-refused': () =>
    say`Unexpected HTML in a chapter, expected Markdown (or \`raw_html: true\` in report.yaml, which keeps harmless HTML)`,
  'html-image': () =>
    say`Unexpected \`<img>\` in HTML, expected a Markdown image, whose file is read and checked`,
  'heading-attributes': (seen: Sayable) =>
    say`Unexpected \`${seen}\` after a heading, expected \`{#id}\`, or \`\\{\` for a plain brace`,
  'math-tex': (seen: Sayable, expected: Sayable, names: string[]) =>
    say`Unexpected ${seen} in a formula, expected ${expected}${nearest(String(seen).replace(/^`(?:\\begin\{)?|\}?`$/g, ''), names)}`,
  'math-place': (seen: Sayable, expected: Sayable) => say`Unexpected ${seen}, expected ${expected}`,
  'math-attributes': (seen: Sayable) =>
    say`Unexpected \`${seen}\` after a formula, expected \`{#id}\` alone, as in \`$$ {#eq-npv}\``,
  'footnote-unknown': (name: string, names: string[]) =>
    say`Unexpected reference \`[^${name}]\`, expected a note of this chapter${nearest(name, names)}`,
  'footnote-unused': (name: string) =>
    say`Unexpected note \`[^${name}]\` that nothing refers to, expected \`[^${name}]\` in a text: it would not be printed`,
  'footnote-second': (name: string, line: number) =>
    say`Unexpected second note \`[^${name}]\`, expected each name once; the first is in line ${line}`,
  'definition-unused': (name: string) =>
    say`Unexpected definition of \`[${name}]\` that nothing refers to, expected \`[…][${name}]\` in a text: it would not be printed`,
  'definition-second': (name: string, line: number) =>
    say`Unexpected second definition of \`[${name}]\`, expected each name once; the first is in line ${line}`,
  'code-info': (text: string) =>
    say`Unexpected \`${text}\` in the line that opens code, expected the name of a language at most: it would not be printed`,
  'table-cells': (text: string, count: number) =>
    say`Unexpected cell \`${text}\` beyond the head of its table, expected at most ${count} in a row: it would not be printed`,
  'link-address': (url: string) =>
    say`Unexpected link address \`${url}\`, expected https:, http:, mailto: or the #id of something in this report`,
  'image-remote': (url: string) =>
    say`Unexpected image address \`${url}\`, expected a file inside the report folder`,
  'image-format': (path: string) =>
    say`Unexpected picture \`${path}\`, expected a .png, .jpg, .webp or .svg file`,
  'image-svg': (seen: Sayable, path: string, line: number) =>
    say`Unexpected ${seen} in line ${line} of the picture \`${path}\`, expected shapes, text and styles alone: a picture runs nothing, and reaches nothing outside its file`,
  'image-damaged': (path: string, what: Sayable) =>
    say`Unexpected damaged picture \`${path}\` (${what}), expected one that can be shown`,
  'row-content': (seen: Sayable) => say`Unexpected ${seen} in a row, expected two figures side by side`,
  'rail-place': () => say`Unexpected rail outside the cover, expected it in a chapter with \`part: cover\``,
  'part-second': (part: string, first: Sayable) =>
    say`Unexpected second chapter with \`part: ${part}\`, expected one; the first is ${first}`,

  'heading-empty': () => say`Unexpected heading without text, expected a title`,
  'heading-level': (seen: number, expected: number) =>
    say`Unexpected heading \`${'#'.repeat(seen)}\`, expected at most \`${'#'.repeat(expected)}\`, one level below the heading before it`,

  // figures and tables
  'caption-missing': (type: Sayable) =>
    say`Unexpected ${type} without a caption, expected its title as the first paragraph`,
  'id-missing': (type: Sayable) =>
    say`Unexpected ${type} without an id, expected one to refer to it, as in \`{#fig-sales}\``,
  'id-shape': (id: string) =>
    say`Unexpected id \`${id}\`, expected at most 200 bytes of letters, digits, \`-\`, \`_\` and \`.\`, beginning with a letter or digit`,
  'id-duplicate': (id: string, place: Sayable) =>
    say`Unexpected second \`#${id}\`, expected each id once; the first is at ${place}`,
  'figure-content': (seen: Sayable) =>
    say`Unexpected ${seen} in a figure, expected a caption, a block of parameters, an image or a table, and notes`,
  'kind-missing': (names: string[]) =>
    say`Unexpected figure without a picture, expected \`kind=…\` (${oneOf(names)}), a \`vega-lite\` block or an image`,
  'kind-unknown': (kind: string, names: string[]) =>
    say`Unexpected figure kind \`${kind}\`, expected ${oneOf(names)}${nearest(kind, names)}`,
  'param-unknown': (param: string, kind: string, names: string[]) =>
    say`Unexpected parameter \`${param}\` of \`${kind}\`, expected ${oneOf(names)}${nearest(param, names)}`,
  'param-missing': (param: string, kind: string) =>
    say`Unexpected \`${kind}\` without \`${param}\`, expected that parameter`,
  'param-type': (param: string, seen: Sayable, expected: Sayable) =>
    say`Unexpected ${seen} for parameter \`${param}\`, expected ${expected}`,
  'dataset-missing': (kind: string) => say`Unexpected \`${kind}\` without data, expected \`data=…\``,
  'dataset-unknown': (name: string, names: string[]) =>
    say`Unexpected dataset \`${name}\`, expected one of the files in datasets${nearest(name, names)}`,
  'column-unknown': (column: string, dataset: string, names: string[]) =>
    say`Unexpected column \`${column}\` of dataset \`${dataset}\`, expected ${oneOf(names)}${nearest(column, names)}`,
  'cell-unknown': (text: string, param: string, dataset: string, texts: string[]) =>
    say`Unexpected \`${text}\` for parameter \`${param}\`, expected the text of a cell of dataset \`${dataset}\`${nearest(text, texts)}`,
  'chart-word': (what: Sayable, seen: string, names: string[]) =>
    say`Unexpected ${what} \`${seen}\` in Vega-Lite, expected one that it knows${nearest(seen, names)}`,
  'chart-key': (text: string, column: string, path: string, lines: Sayable) =>
    say`Unexpected second \`${text}\` in column \`${column}\` (${path}, lines ${lines}), expected each once: a row has one place in this figure; several rows for one place are drawn by a kind like \`panels\`, or brought into columns`,
  'chart-places': (count: number, column: string, most: number) =>
    say`Unexpected ${count} rows by column \`${column}\` in one figure, expected at most ${most}, so that their names can be read; bring the smaller ones into one row, or print them as a table`,
  'chart-number': (seen: Sayable, expected: Sayable) => say`Unexpected ${seen}, expected ${expected}`,
  'chart-invalid': (what: Sayable) => say`Unexpected Vega-Lite: ${what}`,

  // values in prose
  'value-syntax': (seen: Sayable) =>
    say`Unexpected value address \`${seen}\`, expected \`dataset.column key\`, as in \`market.size 2024\`, \`market.size 2024 yoy\` or \`market.size 2024..2027 cagr\``,
  'value-row': (key: string, dataset: string, names: string[]) =>
    say`Unexpected key \`${key}\`, expected a row of \`${dataset}\`${nearest(key, names)}`,
  'value-ambiguous': (address: string, meanings: Sayable[], path: string) =>
    say`Unexpected \`${address}\`, which can mean ${either(meanings)} of ${path}, expected one meaning: name a row by all of its keys, and put a name that is also an operation in quotes`,
  'formula-invalid': (formula: string, seen: Sayable, expected: Sayable, names: string[], at = 0) =>
    say`Unexpected ${seen} in \`${formula}\` (character ${at + 1}), expected ${expected}${names.length > 0 ? nearest(String(seen).replace(/^[^`]*`|`[^`]*$/g, ''), names) : ''}`,
  'value-null': (address: string, why: Sayable) => say`Unexpected missing value at \`${address}\`: ${why}`,
  'unit-incompatible': (from: string, to: string) =>
    say`Unexpected unit \`${to}\`, expected one that \`${from}\` converts to`,

  'claim-syntax': (names: string[]) =>
    say`Unexpected claim, expected \`of="dataset.column from..to"\` and one of ${oneOf(names)}, with a number in a unit that fits`,
  'claim-unknown': (claim: string, why: Sayable) =>
    say`Unexpected claim \`${claim}\`, which the data cannot decide: ${why}`,
  'claim-false': (claim: string, seen: Sayable) =>
    say`Unexpected claim \`${claim}\`, which the data do not support: ${seen}`,

  // references
  'reference-left-out': (seen: string, edition: string, editions: string[]) =>
    say`Unexpected reference \`${seen}\` in edition \`${edition}\`, expected it in \`only\` too: what it stands for is in edition ${oneOf(editions)} alone`,
  'reference-unknown': (id: string, names: string[]) =>
    say`Unexpected reference \`#${id}\`, expected the id of a heading, figure, table or equation${nearest(id, names)}`,

  // templates
  'template-unknown': (name: string, names: string[]) =>
    say`Unexpected template \`${name}\`, expected ${oneOf(names)}${nearest(name, names)}`,
  'template-invalid': (what: Sayable) => say`Unexpected template: ${what}`,

  // print
  'glyph-missing': (character: string, code: Sayable, font: string) =>
    say`Unexpected character \`${character}\` (${code}), expected one that ${font} can print`,
  'cover-overflow': (pages: number) =>
    say`Unexpected cover of ${pages} pages, expected one: there is too much on it`,
  'print-wide': () =>
    say`Unexpected width beyond the page, a landscape one too, expected a table with fewer columns or shorter heads, a narrower picture, or a formula in several lines`,
  'print-tall': () =>
    say`Unexpected height beyond the page, expected a figure that is lower or divided, a table with shorter cells, or a lower picture`,
  'print-long': (pages: number, most: number) =>
    say`Unexpected ${pages} pages, expected at most ${most}; \`limits\` in report.yaml and --most-pages say how many`,
  'index-unproved': (what: Sayable) => say`Unexpected index: ${what}`,

  // deliveries
  'manifest-missing': () =>
    say`Unexpected delivery without a manifest, expected \`manifest.json\`, which a build writes last`,
  'manifest-invalid': (what: Sayable) => say`Unexpected manifest: ${what}; build the report again`,
  'manifest-changed': () =>
    say`Unexpected manifest that its own \`sha256\` does not fit, expected it as the build wrote it`,
  'delivery-missing': (path: string, like: string | null) =>
    say`Unexpected missing file \`${path}\`, expected it as the build wrote it${like === null ? '' : say`; \`${like}\` has its bytes`}`,
  'delivery-changed': (seen: Sayable) => say`Unexpected ${seen}, expected the bytes that the build wrote`,
  'delivery-kind': (seen: Sayable) => say`Unexpected ${seen}, expected files and folders alone in a delivery`,
  'delivery-extra': () =>
    say`Unexpected file beside the delivery, expected those alone that its manifest names`,
  'delivery-other': () =>
    say`Unexpected bytes that a build of the report does not write, expected those that it writes now`,
  'input-missing': () => say`Unexpected missing file, expected it as the delivery was made from it`,
  'input-changed': () =>
    say`Unexpected change since the delivery was made, expected the bytes it was made from`,
  'input-extra': () =>
    say`Unexpected file that a build reads now, expected those alone that the delivery was made from`,
} as const

/** An error with a sentence for whoever reads it, in their language. */
export class SaidError extends Error {
  readonly said: Sayable

  constructor(said: Sayable) {
    super(String(said))
    this.said = said
  }
}

/** The machine lacks something: no mistake of a report. The message says how to get it. */
export class MachineError extends SaidError {}

/** The sentence for what the machine lacks, or did not do when it was asked; null for a fault of the compiler. */
export function machineFault(fault: unknown): Sayable | null {
  if (fault instanceof MachineError) return fault.said
  if (!(fault instanceof Error && 'syscall' in fault && 'code' in fault)) return null
  return say`The machine refused something that yanbao needs (${fault.message}); what was there before is unchanged. See to that, and run the command again.`
}

export type Rule = keyof typeof rules

/** A finding's sentence, and how much it weighs unless `rules` in report.yaml says otherwise. */
const finding = <Sentence extends (...what: never[]) => Phrase>(severity: Severity, sentence: Sentence) => ({
  severity,
  sentence,
})

/** What `yanbao check` finds: the report can be printed all the same. Ids are permanent, as those of mistakes. */
export const findings = {
  // numbers
  'numeral-unbound': finding('warning', (numeral: string, like: { address: string; cell: Sayable } | null) =>
    like
      ? say`Unexpected unbound \`${numeral}\`, expected \`${like.address}\`: it resembles ${like.cell}`
      : say`Unexpected unbound \`${numeral}\`, expected \`:value[…]\`, or \`:lit[${numeral}]\` where no dataset holds it`,
  ),
  'direction-off': finding(
    'warning',
    (word: Sayable, printed: Sayable, isBelow: boolean) =>
      say`Unexpected \`${word}\` before \`${printed}\`, expected a word for ${isBelow ? say`less: the number is below 0` : say`more: the number is above 0`}, and printed without its sign`,
  ),
  'stated-value-off': finding(
    'error',
    (name: string, stated: Sayable, address: string, low: Sayable, high: Sayable) =>
      say`Unexpected \`stated: ${stated}\` of \`${name}\`, expected ${low === high ? low : say`${low} to ${high}`}: what follows from \`${address}\` with rounded rows`,
  ),

  'stated-value-open': finding(
    'warning',
    (name: string, address: string, why: Sayable) =>
      say`Unexpected \`stated\` of \`${name}\` that cannot be held against \`${address}\`: ${why}`,
  ),
  'stated-value-circular': finding(
    'info',
    (name: string, key: string) =>
      say`Unexpected \`stated\` of \`${name}\` that its own rows repeat: the number of ${key} was computed back from it, and is no evidence for it`,
  ),

  // figures and tables
  'figure-source-missing': finding(
    'warning',
    (id: string) =>
      say`Unexpected \`#${id}\` without a source, expected one in its dataset or as \`source="…"\``,
  ),
  'figure-unmentioned': finding(
    'warning',
    (id: string) => say`Unexpected \`#${id}\` that no text refers to, expected \`[](#${id})\` in a sentence`,
  ),
  'title-duplicate': finding(
    'warning',
    (title: string, first: Sayable) =>
      say`Unexpected second title \`${title}\`, expected each title once; the first is at ${first}`,
  ),
  'title-span': finding(
    'warning',
    (seen: Sayable, shown: Sayable) =>
      say`Unexpected span \`${seen}\` in a title, expected \`${shown}\`, the rows that are shown`,
  ),
  'units-mixed': finding(
    'warning',
    (param: string, units: string[]) =>
      say`Unexpected units ${oneOf(units)} on one axis (\`${param}\`), expected columns of one unit`,
  ),

  // datasets
  'dataset-unused': finding(
    'warning',
    (name: string) =>
      say`Unexpected dataset \`${name}\` that nothing shows, expected a figure, a table or a value of it`,
  ),
  'total-unmarked': finding('warning', (key: string, parts: string[]) =>
    parts.length > 0
      ? say`Unexpected row \`${key}\` whose numbers are the sum of ${oneOf(parts)}, expected it in \`totals\`: shares, means and ranks take it for one of the parts`
      : say`Unexpected row \`${key}\` that is called a total, expected it in \`totals\`: shares, means and ranks take it for one of the parts`,
  ),
  'remainder-unmarked': finding(
    'info',
    (key: string) =>
      say`Unexpected row \`${key}\` that is called what is left of a whole, expected it in \`remainders\`: ranks take it for one of the others`,
  ),
  'total-off': finding(
    'warning',
    (key: string, column: string, seen: Sayable, sum: Sayable, parts: string[]) =>
      say`Unexpected total ${seen} of \`${column}\` in row \`${key}\`, expected ${sum}, the sum of ${oneOf(parts)}; where they are not all its parts, add what is left as a row`,
  ),
  'data-old': finding(
    'warning',
    (asOf: string, months: number, limit: number) =>
      say`Unexpected \`as_of: ${asOf}\`, ${months} months before the date of the report, expected at most ${limit}`,
  ),

  'piece-unused': finding(
    'warning',
    (path: string) =>
      say`Unexpected piece \`${path}\` that nothing includes, expected \`::include{piece=…}\` in a chapter`,
  ),

  // text
  'heading-space': finding(
    'warning',
    (seen: Sayable) =>
      say`Unexpected \`${seen}\` at the beginning of a line, expected a space after it, which makes it a heading, or \`\\#\``,
  ),
  'section-missing': finding(
    'warning',
    (words: string[]) =>
      say`Unexpected report without ${oneOf(words)}, expected a heading or a bold lead of that name`,
  ),
  spelling: finding(
    'warning',
    (seen: Sayable, right: Sayable) => say`Unexpected spelling \`${seen}\`, expected \`${right}\``,
  ),
  'punctuation-halfwidth': finding(
    'warning',
    (seen: Sayable, right: Sayable) =>
      say`Unexpected half-width \`${seen}\` in Chinese text, expected \`${right}\``,
  ),
  'quote-straight': finding(
    'warning',
    (seen: Sayable) => say`Unexpected straight quote \`${seen}\` in Chinese text, expected “ ” or ‘ ’`,
  ),
  'dash-ascii': finding(
    'warning',
    (seen: Sayable) => say`Unexpected \`${seen}\` between Chinese characters, expected ——`,
  ),
  'space-han-latin': finding('info', (near: Sayable, wanted: boolean) =>
    wanted
      ? say`Unexpected missing space in \`${near}\`, expected one between Chinese and Latin text`
      : say`Unexpected space in \`${near}\`, expected none between Chinese and Latin text`,
  ),
  'range-form': finding(
    'info',
    (seen: Sayable, right: Sayable) => say`Unexpected range \`${seen}\`, expected \`${right}\``,
  ),
  'space-double': finding(
    'info',
    (near: Sayable) => say`Unexpected second space in \`${near}\`, expected one`,
  ),
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
  const sentence = rules[rule] as (...what: unknown[]) => Phrase
  mark(file, place, rule, sentence(...what.map(brief))).fatal = true
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
  ...what: Parameters<(typeof findings)[F]['sentence']>
): void {
  const { severity, sentence } = findings[rule]
  const level = levels[rule] ?? severity
  if (level === 'off') return
  const phrase = (sentence as (...what: unknown[]) => Phrase)(...what.map(brief))
  mark(file, place, rule, phrase).fatal = fatalOf[level]
}

type Message = VFile['messages'][number]

/** What messages say, for those who read another language. */
const phrases = new WeakMap<Message, Phrase>()

function mark(file: VFile, place: Place, ruleId: string, phrase: Phrase): Message {
  const message = file.message(String(phrase), { place, ruleId, source: 'yanbao' })
  phrases.set(message, phrase)
  return message
}

/**
 * Says on a file what was said on another one, at a place of its own.
 *
 * @param worded What is made of its sentence.
 */
export function repeat(
  message: Message,
  file: VFile,
  place: Place,
  worded = (phrase: Phrase): Phrase => phrase,
): void {
  const { ruleId = '', reason, fatal } = message
  mark(file, place, ruleId, worded(phrases.get(message) ?? saying(reason))).fatal = fatal
}

/** What a message says, in whichever language. */
export function phraseOf(message: Message): Sayable {
  return phrases.get(message) ?? message.reason
}

/** What a message says in another language; one of somebody else's says what it says. */
export function reasonIn(translations: Translations, message: Message): string {
  return inWords(phraseOf(message), translations)
}

/** The same files, with what is said of them in another language. */
export function saidIn(translations: Translations, files: VFile[]): VFile[] {
  return files.map(({ path, messages }) => {
    const copy = new VFile({ path })
    copy.messages = messages.map((message) => withReason(message, reasonIn(translations, message)))
    return copy
  })
}

/** The same message in other words. */
export function withReason(message: Message, reason: string): Message {
  return Object.assign(Object.create(Object.getPrototypeOf(message)), message, { reason, message: reason })
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
export function nearest(seen: string, names: string[]): Sayable {
  const [best] = names
    .map((name) => ({ name, steps: distance(seen.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)
  const near = best && best.steps <= Math.max(2, Math.floor(seen.length / 3)) && best.steps <= seen.length / 2
  return near ? say`; did you mean \`${best.name}\`?` : ''
}

/** At most this many names are enumerated in a sentence. */
const LISTED = 12

function oneOf(names: string[]): Sayable {
  if (names.length === 0) return say`none`
  const shown = enumerated(names.slice(0, LISTED).map((name) => `\`${name}\``))
  return names.length > LISTED ? say`${shown} and ${names.length - LISTED} more` : shown
}
