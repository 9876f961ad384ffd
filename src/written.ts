/**
 * A text that is put together from several files, as a chapter with the pieces it includes: where each of its lines was
 * written. The rooms know one text; whoever reads what is said of it is told the file that it stands in.
 */
import type { Node } from 'unist'
import { VFile } from 'vfile'
import { repeat } from './message.ts'
import type { Place } from './report.ts'

/** Where a line was written. */
export interface Origin {
  path: string
  /** 1-based. */
  line: number
  /** Columns by which it stands farther to the right than it was written. */
  shift: number
}

declare module 'vfile' {
  interface DataMap {
    /** Of each line; undefined for a file that lies on the disk as it is. */
    origins: Origin[]
  }
}

type Message = VFile['messages'][number]

/** Path, line and column of what stands at a place of a text; the whole file where it has no place. */
export function writtenAt(file: VFile, place: Place): { path: string; place: Place } {
  const { origins } = file.data
  if (!origins || !place) return { path: file.path, place }
  const start = pointIn(origins, place.start)
  const end = pointIn(origins, place.end)
  const isSame = start.path === end.path && start.point.line <= end.point.line
  return { path: start.path, place: { start: start.point, end: isSame ? end.point : start.point } }
}

function pointIn(origins: Origin[], { line, column }: NonNullable<Place>['start']) {
  const { path, line: own, shift } = origins[Math.min(line, origins.length) - 1]!
  return { path, point: { line: own, column: Math.max(1, column - shift) } }
}

/** What a node was read from. */
export function sourceOf({ position }: Node, file: VFile): string {
  return String(file).slice(position?.start.offset, position?.end.offset)
}

/** `chapters/01.md:12:3` */
export function addressOf(file: VFile, place: Place): string {
  const { path, place: own } = writtenAt(file, place)
  const { line, column } = own?.start ?? { line: 1, column: 1 }
  return `${path}:${line}:${column}`
}

/** The files as they lie on the disk, each with all that is said of it, once. */
export function asWritten(files: VFile[]): VFile[] {
  const whole = files.filter(({ data }) => !data.origins)
  const copies = new Map(whole.map((file) => [file.path, copyOf(file)]))
  for (const file of files.filter(({ data }) => data.origins)) {
    for (const message of file.messages) {
      const { path, place } = writtenAt(file, placeOf(message))
      repeat(message, copies.get(path)!, place)
    }
  }
  for (const copy of copies.values()) copy.messages = once(copy.messages)
  return [...copies.values()]
}

function copyOf({ path, value, messages }: VFile): VFile {
  const copy = new VFile({ path, value })
  copy.messages = [...messages]
  return copy
}

/** From where to where a message is about. */
export function placeOf({ place }: Message): Place {
  return place === undefined || 'start' in place ? (place as Place) : { start: place, end: place }
}

/** What is included several times is said once. */
function once(messages: Message[]): Message[] {
  return [...new Map(messages.map((message) => [identityOf(message), message])).values()]
}

/** The same for two messages that say the same. */
export function identityOf({ place, ruleId, reason, fatal }: Message): string {
  const at = place && ('start' in place ? [place.start, place.end] : [place])
  return JSON.stringify([at?.map(({ line, column }) => [line, column]), ruleId, reason, fatal])
}
