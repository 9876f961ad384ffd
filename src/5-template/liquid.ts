/** The template engine: strict, escaping, without code; its errors are messages in the template. */
import { Liquid, LiquidError } from 'liquidjs'
import type { VFile } from 'vfile'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { House, Kind } from '../report.ts'
import { inOurWords } from './liquid-words.ts'

/** Renders the Liquid of one house. */
export class Engine {
  private readonly liquid: Liquid
  private readonly files: Map<string, VFile>

  constructor(house: Pick<House, 'liquid' | 'kinds'>) {
    const kinds = [...house.kinds.values()].filter(({ draw }) => draw === 'html')
    this.files = new Map([...house.liquid, ...kinds.map((kind) => [pathOf(kind), kind.file] as const)])
    const texts = [...house.liquid].map(([path, file]) => [path, String(file)] as const)
    const templates = Object.fromEntries([
      ...texts,
      ...kinds.map((kind) => [pathOf(kind), kind.liquid] as const),
    ])
    this.liquid = new Liquid({
      templates,
      strictVariables: true,
      strictFilters: true,
      ownPropertyOnly: true,
      outputEscape: 'escape',
      cache: true,
      // A template of a stranger cannot run for ever: characters parsed, ms rendered, units of memory.
      parseLimit: 2e7,
      renderLimit: 20_000,
      memoryLimit: 2e7,
    })
  }

  /**
   * @param path For example `parts/figure`.
   * @returns The text; empty with a message where the template has a mistake.
   */
  render(path: string, scope: object): string {
    try {
      return this.liquid.renderFileSync(path, scope)
    } catch (error) {
      if (error instanceof LiquidError) this.report(error, path)
      else if ((error as NodeJS.ErrnoException).code === 'ENOENT') this.reportMissing(path)
      else throw error
      return ''
    }
  }

  /** Draws a figure of an HTML kind. */
  renderKind(kind: Kind, scope: object): string {
    return this.render(pathOf(kind), scope)
  }

  private reportMissing(path: string): void {
    const [file] = this.files.values()
    if (file) fail(file, undefined, 'template-invalid', say`no file ${path}.liquid, expected one`)
  }

  private report(error: LiquidError, path: string): void {
    const { token } = error
    const file =
      this.files.get(token?.file ?? path) ?? this.files.get(path) ?? this.files.values().next().value
    if (!file) return
    const [line = 1, column = 1] = token?.getPosition() ?? []
    const point = { line, column }
    fail(
      file,
      { start: point, end: point },
      'template-invalid',
      inOurWords(error.message.replace(/, (file|line):.*$/s, '')),
    )
  }
}

function pathOf(kind: Kind): string {
  return `kinds/${kind.name}`
}
