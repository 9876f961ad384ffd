/** What a dataset file may say. */
import { z } from 'zod'
import { type Derivation, derivations, provenances } from '../report.ts'

export const provenanceSchema = z.enum(provenances)

/** A column is named in addresses and lists; a mapping would put names that are numbers before all others. */
const COLUMN_NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u
const COLUMN_NAME_RULE = 'expected a name of letters, digits, `-` and `_` that begins with a letter'

const nameSchema = z
  .string()
  .regex(COLUMN_NAME, { error: COLUMN_NAME_RULE })
  // A mapping with that key has no such key.
  .refine((name) => name !== '__proto__', { error: 'expected another name' })

/** `{ yoy: size }`, `{ share: size, by: year }`, `{ index: size, base: 2020 }`, `{ formula: profit / revenue }` */
const deriveSchema = z
  .strictObject({
    ...Object.fromEntries(derivations.map((how) => [how, z.string().optional()])),
    by: z.string().optional(),
    weight: z.string().optional(),
    base: z.union([z.string(), z.number()]).transform(String).optional(),
  })
  .transform((written, context): Derivation => {
    const [how, second] = derivations.filter((how) => how in written)
    if (!how || second) {
      const message = `expected one of ${derivations.join(', ')} with the column it is computed from`
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const { by = null, base = null, weight = null } = written
    if (weight !== null && how !== 'mean') {
      context.addIssue({ code: 'custom', message: 'expected a weight of a mean only' })
      return z.NEVER
    }
    return { how, of: String((written as Record<string, unknown>)[how]), by, base, weight }
  })

const textsSchema = z
  .union([z.string(), z.array(z.string())], { error: 'expected a text or a list of texts' })
  .transform((texts) => [texts].flat())

/** Of one dataset; a spreadsheet of more is none that people read. */
const MOST_COLUMNS = 1000

const columnSchema = z.strictObject({
  type: z.enum(['year', 'quarter', 'period', 'date', 'category', 'number', 'text', 'list']).optional(),
  label: z.string().default(''),
  unit: z.string().default(''),
  format: z.string().default(''),
  derive: deriveSchema.optional(),
  from: textsSchema.optional(),
})

const valueSchema = z.strictObject({
  label: z.string().default(''),
  of: z.string(),
  stated: z.number().nullable().default(null),
  unit: z.string().default(''),
  format: z.string().default(''),
})

const scalar = z.union([z.string(), z.number()]).transform(String)

const keysSchema = z
  .union([scalar, z.array(scalar)], { error: 'expected the key of a row or a list of them' })
  .transform((keys) => [keys].flat())

export const datasetSchema = z.strictObject({
  title: z.string(),
  source: textsSchema,
  as_of: scalar.default(''),
  provenance: provenanceSchema,
  evidence: z.string().default(''),
  note: z.string().default(''),
  columns: z
    .record(nameSchema, columnSchema)
    .refine((columns) => Object.keys(columns).length <= MOST_COLUMNS, {
      error: `expected at most ${MOST_COLUMNS} columns`,
    }),
  values: z.record(nameSchema, valueSchema).default({}),
  forecast_from: scalar.optional(),
  totals: keysSchema.optional(),
  remainders: keysSchema.optional(),
  rows: z.array(z.unknown()),
})

/** A dataset file that has the right shape; its rows are still as written. */
export type Raw = z.infer<typeof datasetSchema>
