/** Messages of files as the browser shows them. */
import type { Position } from 'unist'
import type { VFile } from 'vfile'
import { reasonIn, rules, severityOf } from '../message.ts'
import type { Translations } from '../phrase.ts'
import type { Page, Severity, Slot } from '../report.ts'
import { writtenAt } from '../written.ts'

type Message = VFile['messages'][number]

/** Lines and columns are 1-based, and null where a message is on a whole file. */
export interface Note {
  file: string
  line: number | null
  column: number | null
  endLine: number | null
  endColumn: number | null
  rule: string
  severity: Severity
  text: string
  /** The line it begins in; empty where it is on a whole file. */
  excerpt: string
  /** The block of the page it is about; null where there is none. `block` is 0-based. */
  slot: string | null
  block: number | null
  /** What was written there; empty where it is more than a line. */
  quote: string
}

/** Mistakes keep the page from being made, findings do not. */
export function notesOf(
  files: VFile[],
  page: Page,
  translations: Translations,
): { mistakes: Note[]; findings: Note[] } {
  const all = files.flatMap((file) => {
    const lines = file.messages.length > 0 ? String(file).split('\n') : []
    return file.messages.map((message) => noteOf(message, file, lines, page, translations))
  })
  // What is wrong in a piece is said once, wherever it is included.
  const notes = [
    ...new Map(all.map((note) => [JSON.stringify({ ...note, slot: null, block: null }), note])).values(),
  ]
  const isMistake = ({ rule }: Note) => Object.hasOwn(rules, rule)
  const mistakes = notes.filter(isMistake).sort(byPlace)
  return { mistakes, findings: notes.filter((note) => !isMistake(note)).sort(byPlace) }
}

function noteOf(
  message: Message,
  file: VFile,
  lines: string[],
  page: Page,
  translations: Translations,
): Note {
  const { start, end } = placeOf(message)
  const excerpt = start ? (lines[start.line - 1] ?? '') : ''
  const isOneLine = start && end?.line === start.line
  const { path, place } = writtenAt(file, start && end ? { start, end } : undefined)
  return {
    file: path,
    line: place?.start.line ?? null,
    column: place?.start.column ?? null,
    endLine: place?.end.line ?? null,
    endColumn: place?.end.column ?? null,
    rule: message.ruleId ?? '',
    severity: severityOf(message),
    text: reasonIn(translations, message),
    excerpt,
    ...blockOf(file, start?.line, page),
    quote: isOneLine ? excerpt.slice(start.column - 1, end.column - 1) : '',
  }
}

function placeOf({ place }: Message): Partial<Position> {
  return place === undefined ? {} : 'start' in place ? place : { start: place, end: place }
}

/** The block that was written in a line. */
function blockOf(file: VFile, line: number | undefined, { slots }: Page): Pick<Note, 'slot' | 'block'> {
  const own = slots.filter(({ chapter }) => chapter.file === file)
  for (const { name, places } of line === undefined ? [] : own) {
    const block = places.findIndex((place) => place && place.start.line <= line! && line! <= place.end.line)
    if (block >= 0) return { slot: name, block }
  }
  return { slot: null, block: null }
}

function byPlace(a: Note, b: Note): number {
  const byFile = a.file < b.file ? -1 : Number(a.file > b.file)
  return byFile || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

/** Source lines (1-based, first and last) of the blocks of a slot. */
export interface SlotPlaces {
  file: string
  lines: Array<[start: number, end: number] | null>
}

export function placesOf({ chapter, places }: Slot): SlotPlaces {
  const ownLines = ownLinesOf(chapter.file)
  const ownLine = (line: number) => ownLines?.[line - 1] ?? line
  const lines = places.map((place): SlotPlaces['lines'][number] =>
    place ? [ownLine(place.start.line), ownLine(place.end.line)] : null,
  )
  return { file: chapter.file.path, lines }
}

/** For each line of its text the line of the chapter itself: for one of a piece, the line that includes it. */
function ownLinesOf({ path, data: { origins } }: VFile): number[] | undefined {
  let last = 0
  return origins?.map((origin) => {
    if (origin.path !== path) return last + 1
    last = origin.line
    return last
  })
}
