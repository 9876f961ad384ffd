/** The words of Vega-Lite: every key its schema knows anywhere, and the values of the keys people mistype. */
import { createRequire } from 'node:module'

interface Schema {
  properties?: Record<string, Schema>
  enum?: unknown[]
  const?: unknown
  definitions?: Record<string, Schema>
}

export interface Vocabulary {
  keys: Set<string>
  marks: string[]
  types: string[]
}

let vocabulary: Vocabulary | undefined

/** Read from the schema that comes with Vega-Lite, once, and only for a report that writes a spec of its own. */
export function vocabularyOf(): Vocabulary {
  if (!vocabulary) {
    const schema = createRequire(import.meta.url)('vega-lite/vega-lite-schema.json') as Schema
    const keys = new Set<string>(['$schema'])
    collectKeys(schema, keys)
    const choices = (name: string) => {
      const { enum: list, const: one } = schema.definitions?.[name] ?? {}
      return (list ?? [one]).filter((value) => typeof value === 'string')
    }
    vocabulary = {
      keys,
      marks: ['Mark', 'BoxPlot', 'ErrorBar', 'ErrorBand'].flatMap(choices),
      types: choices('Type'),
    }
  }
  return vocabulary
}

function collectKeys(node: unknown, keys: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) keys.add(name)
    collectKeys(value, keys)
  }
}
