/** `yanbao import`: a workbook or CSV file becomes the rows of a dataset. Reads the disk; writes when it is told to. */
import { lstat, mkdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { VFile } from 'vfile'
import { readDataset } from '../1-load/dataset.ts'
import { plainName } from '../data/name.ts'
import { failed, MachineError, phraseOf } from '../message.ts'
import { enumerated, type Sayable, say, saying } from '../phrase.ts'
import type { Provenance, SourceDataset } from '../report.ts'
import { replaceFile } from '../write.ts'
import { createDataset } from './create.ts'
import { readCsv } from './csv.ts'
import { describeChanges, describeNew, type Telling } from './describe.ts'
import { applyChanges, obstacleIn, textsAt } from './document.ts'
import { type Grid, limits, Refusal } from './grid.ts'
import { type SpecialKey, specialKeys } from './keys.ts'
import { type Changes, compare } from './merge.ts'
import type { Known } from './name.ts'
import { complain } from './read.ts'
import { checkScale } from './scale.ts'
import { readTable, type Table } from './table.ts'
import { readXlsx } from './xlsx.ts'

export interface ImportRequest {
  /** Path of the workbook or CSV file. */
  file: string
  /** Path of the dataset. */
  to: string
  sheet: string | undefined
  /** What a new dataset says of itself; an existing one keeps its own. */
  origin: { source: string; provenance: Provenance } | null
  /** How it is told what changes. */
  telling?: Telling
  /** Whether numbers may move by a power of ten. */
  acceptScale?: boolean
}

export interface Import {
  /** The file, and the dataset where there is one, with their messages. */
  files: VFile[]
  /** What would change, in sentences; empty where there are mistakes. */
  changes: string
  /** Null where nothing is to be written. */
  text: string | null
  /** The dataset as it was when it was read; null where there is none. */
  before: string | null
}

/** Reads a file and says what it would change; writes nothing. */
export async function importTable(request: ImportRequest): Promise<Import> {
  const { file: path, to, sheet, origin } = request
  const file = new VFile({ path: relative('', path) || path })
  const target = new VFile({ path: relative('', to) || to })
  if (await leadsOutside(to)) complain(target, 'file-outside', target.path)
  if (failed([target])) return { files: [target], changes: '', text: null, before: null }
  const before = await textOf(to).catch((error: NodeJS.ErrnoException) => unreadable(target, error))
  if (failed([target])) return { files: [target], changes: '', text: null, before }
  const dataset = before === null ? null : readDataset(datasetFile(to, before))
  const files = dataset ? [file, dataset.file] : [file]
  const nothing: Import = { files, changes: '', text: null, before }
  if (failed(files)) return nothing
  const obstacle = before === null ? null : obstacleIn(before)
  if (obstacle) complain(file, 'import-dataset', obstacle)
  if (failed(files)) return nothing
  const notes: Sayable[] = []
  const table = await openTable(path, sheet, dataset, file, notes)
  if (!table) return nothing
  notes.push(...table.notes)
  if (basename(dirname(to)) !== 'datasets')
    notes.push(say`no report reads this dataset: reports read those in their folder \`datasets\``)
  const names = { to: relative('', to), file: file.path, range: table.range }
  const made = dataset
    ? changed(table, { ...request, before: before! }, dataset, names, notes, file)
    : created(table, to, origin!, names, notes, file, request.telling ?? {})
  return failed(files) ? nothing : { ...nothing, ...made }
}

type Made = Pick<Import, 'changes' | 'text'>
type Names = Parameters<typeof describeNew>[0]

function created(
  table: Table,
  to: string,
  origin: NonNullable<ImportRequest['origin']>,
  names: Names,
  notes: Sayable[],
  file: VFile,
  telling: Telling,
): Made | null {
  const title = table.title || table.sheet || basename(to, '.yaml')
  const { text, columns, rows, notes: own } = createDataset(table, { title, ...origin }, file)
  if (failed([file])) return null
  notes.push(...own)
  if (table.source) notes.push(say`the file names its source: ${table.source}`)
  if (table.updated) notes.push(say`the file was updated: ${table.updated}`)
  prove(text, to, table, file)
  return { text, changes: describeNew(names, columns, rows, notes, telling) }
}

function changed(
  table: Table,
  { to, before, telling = {}, acceptScale = false }: ImportRequest & { before: string },
  dataset: SourceDataset,
  names: Names,
  notes: Sayable[],
  file: VFile,
): Made | null {
  const changes = compare(table, dataset, file)
  const moved = checkScale(changes, dataset, file, acceptScale)
  if (failed([file])) return null
  notes.push(...changes.notes, ...moved, ...undeclaredRows(changes, before))
  if (dataset.asOf)
    notes.push(
      table.updated
        ? say`as_of stays ${dataset.asOf}; the file was updated: ${table.updated}`
        : say`as_of stays ${dataset.asOf}`,
    )
  const mark = before.startsWith('\ufeff') ? '\ufeff' : ''
  const isChanged = changes.cells.length + changes.added.length > 0
  const text = isChanged ? mark + applyChanges(before.slice(mark.length), changes, dataset) : before
  if (isChanged) prove(text, to, table, file)
  return { text: isChanged ? text : null, changes: describeChanges(names, changes, notes, telling) }
}

/**
 * Writes what `importTable` made of a dataset.
 *
 * @returns False where somebody changed the dataset in the meantime; it is then left alone.
 * @throws MachineError
 */
export async function writeDataset(to: string, { text, before }: Import): Promise<boolean> {
  if (text === null || (await textOf(to)) !== before) return false
  try {
    const path = before === null ? to : await realpath(to)
    await mkdir(dirname(path), { recursive: true })
    await replaceFile(path, text)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    throw new MachineError(say`Cannot write ${to} (${code}): name a place that can be written to with --to`)
  }
}

/** Whether a dataset, or a folder above it in its report, is a link to somewhere else. */
async function leadsOutside(to: string): Promise<boolean> {
  const folder = dirname(to)
  const root = await realOf(basename(folder) === 'datasets' ? dirname(folder) : folder)
  const target = await realOf(to)
  return target === null || !target.startsWith(root + sep)
}

/** The path without links, as far as there is something; null for a link that leads nowhere. */
async function realOf(path: string): Promise<string | null> {
  try {
    return await realpath(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) return path
    const isLink = await lstat(path).then(
      () => true,
      () => false,
    )
    const above = isLink ? null : await realOf(dirname(path))
    return above === null ? null : join(above, basename(path))
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Says that the disk did not give a file; whatever else went wrong is a mistake of ours. */
function unreadable(file: VFile, error: NodeJS.ErrnoException): null {
  if (!error.code) throw error
  complain(file, 'file-unreadable', file.path, error.code)
  return null
}

function datasetFile(to: string, text: string): VFile {
  return new VFile({
    path: relative('', to) || to,
    value: text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'),
  })
}

/** Rows that look like sums or rests of others, of which the dataset does not say so. */
function undeclaredRows({ special }: Changes, before: string): Sayable[] {
  return Object.entries(specialKeys).flatMap(([key, what]) => {
    const found = [...special[key as SpecialKey]]
    const declared = found.length > 0 ? textsAt(before, key) : []
    const names = found.filter((name) => !declared.includes(name))
    return names.map(
      (name) =>
        say`\`${name}\` looks like the ${saying(what)} of other rows: \`${key}: ${name}\` says so to the dataset`,
    )
  })
}

/** What is written can be read, and says what the file says: else the file is refused. */
function prove(text: string, to: string, table: Table, file: VFile): void {
  const size = Buffer.byteLength(text)
  if (size > limits.dataset) {
    const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`
    complain(file, 'import-limit', say`dataset of ${megabytes(size)}`, megabytes(limits.dataset))
    return
  }
  const dataset = readDataset(datasetFile(to, text))
  const [mistake] = dataset.file.messages
  const trial = new VFile({ path: file.path })
  const { cells, added } = mistake ? { cells: [], added: [] } : compare(table, dataset, trial)
  const [left = added[0]] = cells
  const reason: Sayable | undefined =
    (mistake && phraseOf(mistake)) ??
    (trial.messages[0] && phraseOf(trial.messages[0])) ??
    (left && say`a row for \`${left.key}\` that would differ`)
  if (reason) complain(file, 'import-dataset', say`rows that cannot be written (${reason})`)
}

async function openTable(
  path: string,
  sheet: string | undefined,
  dataset: SourceDataset | null,
  file: VFile,
  notes: Sayable[],
): Promise<Table | null> {
  try {
    const grid = chooseSheet(await readGrids(path, notes), sheet, notes)
    const table = readTable(grid, knownOf(dataset))
    if (!table) complain(file, 'import-table', grid.name || file.basename!)
    if (grid.concealed > 0) notes.push(say`hidden rows or columns were read like the others`)
    return table
  } catch (error) {
    if (error instanceof Refusal) complain(file, error.rule, error.seen, error.expected)
    else unreadable(file, error as NodeJS.ErrnoException)
    return null
  }
}

async function readGrids(path: string, notes: Sayable[]): Promise<Grid[]> {
  const { size } = await stat(path)
  if (size > limits.file)
    throw new Refusal('import-limit', `${Math.round(size / 2 ** 20)} MB`, `${limits.file / 2 ** 20} MB`)
  const bytes = await readFile(path)
  const isText = ['.csv', '.tsv', '.txt'].includes(extname(path).toLowerCase())
  if (isText && bytes[0] !== 0xd0 && !(bytes[0] === 0x50 && bytes[1] === 0x4b)) return [readCsv(bytes, notes)]
  const { sheets, macros } = readXlsx(bytes)
  if (macros) notes.push(say`the workbook has macros: they were not run`)
  return sheets
}

/** The sheet that is named, else the only one that is visible and not empty. */
function chooseSheet(sheets: Grid[], wanted: string | undefined, notes: Sayable[]): Grid {
  const names = (list: Grid[]) =>
    list.length > 0 ? enumerated(list.map(({ name }) => `\`${name}\``)) : say`none`
  const found = sheets.find(({ name }) => name === wanted)
  if (wanted !== undefined) {
    if (!found) throw new Refusal('import-sheet', say`sheet \`${wanted}\``, names(sheets))
    return found
  }
  const [only] = sheets
  if (only && sheets.length === 1 && !only.hidden) return only
  const hidden = sheets.filter((sheet) => sheet.hidden)
  if (hidden.length > 0) notes.push(say`hidden sheets were not read: ${names(hidden)}`)
  const [first, ...others] = sheets.filter((sheet) => !sheet.hidden && sheet.rows.length > 0)
  if (!first)
    throw new Refusal('import-sheet', say`workbook without a visible sheet that holds anything`, say`one`)
  if (others.length > 0)
    throw new Refusal(
      'import-sheet',
      say`${others.length + 1} sheets`,
      say`one of them named with --sheet: ${names([first, ...others])}`,
    )
  return first
}

function knownOf(dataset: SourceDataset | null): Known {
  const columns = dataset?.columns ?? []
  return {
    names: columns.flatMap(({ name, label, from }) => [name, label, ...from].map(plainName)),
    units: columns.map(({ unit }) => unit).filter((unit) => unit !== ''),
  }
}
