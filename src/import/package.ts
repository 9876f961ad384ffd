/** The parts of a workbook: XML inside a zip, both from strangers. */
import { unzipSync } from 'fflate'
import { Parser } from 'saxen'
import { type Sayable, say } from '../phrase.ts'
import { limits, Refusal } from './grid.ts'

export interface Package {
  names: Set<string>
  /** The text of a part; null where there is none. */
  part(name: string): string | null
}

export function openPackage(bytes: Uint8Array): Package {
  const names = new Set<string>()
  unzip(bytes, (name) => {
    names.add(name)
    return false
  })
  let unpacked = 0
  const part = (wanted: string) => {
    if (!names.has(wanted)) return null
    // The sizes a zip states bound what is unpacked of it: a lie about them makes the part end too early.
    const files = unzip(bytes, (name, size) => {
      if (name !== wanted) return false
      unpacked += size
      if (unpacked > limits.unpacked)
        throw new Refusal(
          'import-limit',
          say`workbook of that size`,
          say`${limits.unpacked / 2 ** 20} MB unpacked`,
        )
      return true
    })
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(files.get(wanted))
    } catch {
      throw damaged(say`${wanted} is not UTF-8`)
    }
  }
  return { names, part }
}

function unzip(bytes: Uint8Array, wanted: (name: string, size: number) => boolean): Map<string, Uint8Array> {
  try {
    const files = unzipSync(bytes, { filter: ({ name, originalSize }) => wanted(name, originalSize) })
    return new Map(Object.entries(files))
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw damaged((error as Error).message)
  }
}

export interface Handlers {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/** Walks through XML. Names come without their prefix; a document type, and with it every entity, is refused. */
export function walk(xml: string, { open, close, text }: Handlers): void {
  const parser = new Parser()
  let depth = 0
  parser.on('openTag', (name, attributes, decode) => {
    depth += 1
    if (!open) return
    const decoded = Object.entries(attributes()).map(([key, value]) => [local(key), decode(value)])
    open(local(name), Object.fromEntries(decoded))
  })
  parser.on('closeTag', (name) => {
    depth -= 1
    close?.(local(name))
  })
  if (text) parser.on('text', (written, decode) => text(decode(written)))
  if (text) parser.on('cdata', text)
  parser.on('attention', () => {
    throw damaged(say`a document type in its XML`)
  })
  parser.on('error', (error) => {
    throw damaged(error.message)
  })
  parser.parse(xml)
  // A part that ends too early is no shorter table.
  if (depth !== 0) throw damaged(say`a part that ends too early`)
}

export function damaged(why: Sayable): Refusal {
  return new Refusal(
    'import-format',
    say`damaged workbook (${why})`,
    say`one that Excel or WPS opens; save it again there`,
  )
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
