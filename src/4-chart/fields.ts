/** The fields of a spec written in a chapter, held against the columns of its dataset. */
import { fail } from '../message.ts'
import type { Float } from '../report.ts'

/** Fields every row has beside its columns. */
const ROW_FIELDS = ['_forecast', '_provenance']

/** @returns False where the spec names a field that nothing provides. */
export function checkFields(float: Float): boolean {
  const { spec, dataset, chapter, specPlace } = float
  if (!spec || !dataset) return true
  const columns = dataset.columns.map(({ name }) => name)
  const made = new Set(textsUnder(spec, ['as']))
  const known = [...columns, ...ROW_FIELDS, ...made]
  const wrong = textsUnder(spec, ['field']).filter(
    (field) => !known.includes(field.split(/[.[]/)[0]!) && !known.includes(field),
  )
  for (const field of new Set(wrong))
    fail(chapter.file, specPlace, 'column-unknown', field, dataset.name, columns)
  return wrong.length === 0
}

/** Every text written under one of the keys, anywhere in the spec. */
function textsUnder(node: unknown, keys: string[]): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    const own = keys.includes(key) ? [value].flat().filter((text) => typeof text === 'string') : []
    return [...own, ...textsUnder(value, keys)]
  })
}
