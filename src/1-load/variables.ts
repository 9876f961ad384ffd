/** `variables` of `report.yaml`: texts that chapters name in place of typing them, `:var[client]`. */
import type { VFile } from 'vfile'
import { z } from 'zod'
import { isId } from '../data/id.ts'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { Place } from '../report.ts'
import type { Yaml } from './yaml.ts'

const text = z.union([z.string(), z.number()])

export const variablesSchema = z.record(
  z
    .string()
    .refine(isId, { error: 'expected a name of letters, digits, `-`, `_` and `.`, as that of an id' }),
  z.union([text, z.record(z.string(), text)], { error: 'expected a text, or a text for each edition' }),
)

/** The variables as the edition has them. */
export function readVariables(
  file: VFile,
  yaml: Yaml,
  written: z.infer<typeof variablesSchema>,
  editions: string[],
  edition: string | null,
): Record<string, string> {
  const values = Object.entries(written).map(([name, value]) => {
    const path = ['variables', name]
    if (typeof value !== 'object') return [name, textAt(yaml, path, value)] as const
    for (const other of Object.keys(value)) {
      if (!editions.includes(other))
        fail(file, yaml.keyPlaceOf(path, other), 'edition-unknown', other, editions)
    }
    for (const each of editions) {
      if (!Object.hasOwn(value, each))
        fail(file, yaml.placeOf(path), 'yaml-missing', `variables.${name}.${each}`, say`a text`)
    }
    return [name, textAt(yaml, [...path, edition ?? ''], value[edition ?? ''] ?? '')] as const
  })
  return Object.fromEntries(values)
}

/** A number as it was written: `1.50` is not 1.5. */
function textAt(yaml: Yaml, path: string[], value: string | number): string {
  return typeof value === 'string' ? value : (yaml.sourceOf(path) ?? String(value))
}

/** A text of `report.yaml` in which variables stand as they do in chapters. */
export function withVariables(
  text: string,
  variables: Record<string, string>,
  file: VFile,
  place: Place,
): string {
  return text.replaceAll(/:var\[([^[\]]*)\]/g, (seen, written: string) => {
    const name = written.trim()
    if (Object.hasOwn(variables, name)) return variables[name]!
    fail(file, place, 'variable-unknown', name, Object.keys(variables))
    return seen
  })
}
