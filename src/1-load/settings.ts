/** `report.yaml` → Settings. */
import type { VFile } from 'vfile'
import { z } from 'zod'
import { isId } from '../data/id.ts'
import { fail, findings } from '../message.ts'
import { type Place, type Settings, severities } from '../report.ts'
import { readVariables, variablesSchema, withVariables } from './variables.ts'
import { checkShape, parseYaml, type Yaml } from './yaml.ts'

export const TEMPLATE_NAME = /^[\w-]+$/
export const TEMPLATE_NAME_RULE = 'expected the name of a folder in templates'

/** Findings by their ids; the mistakes beside them are always mistakes. */
const rulesSchema = z.strictObject(
  Object.fromEntries(Object.keys(findings).map((rule) => [rule, z.enum(['off', ...severities]).optional()])),
)

export const settingsSchema = z.strictObject({
  title: z.string(),
  series: z.string().default(''),
  date: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/, {
      error: 'expected a date as YYYY-MM or YYYY-MM-DD',
    })
    .refine(isDay, { error: 'expected a day that the month has' }),
  language: z
    .string()
    .refine(isLanguage, { error: 'expected a language tag, as in zh-CN or en' })
    .default('zh-CN'),
  template: z.string().regex(TEMPLATE_NAME, { error: TEMPLATE_NAME_RULE }).default('house'),
  publisher: z.string().default(''),
  authors: z.array(z.string()).default([]),
  subject: z.string().default(''),
  keywords: z.array(z.string()).default([]),
  chapters: z.array(z.string()).optional(),
  editions: z
    .array(
      z
        .string()
        .refine(isId, { error: 'expected a name of letters, digits, `-`, `_` and `.`, as that of an id' }),
    )
    .refine((names) => new Set(names).size === names.length, { error: 'expected each edition once' })
    .default([]),
  variables: variablesSchema.default({}),
  raw_html: z.boolean().default(false),
  series_colors: z
    .record(
      z.string(),
      z.number().int().min(1, { error: 'expected the number of a colour in the palette, from 1' }),
    )
    .default({}),
  rules: rulesSchema.default({}),
  limits: z
    .strictObject({
      pages: z.number().int().min(1, { error: 'expected a number of pages' }).optional(),
      print_minutes: z.number().positive({ error: 'expected a number of minutes' }).optional(),
    })
    .default({}),
  data_age: z.number().positive({ error: 'expected a number of months' }).default(24),
})

/** What chapters name: told even where something else is wrong. */
const namesSchema = z.object({
  editions: settingsSchema.shape.editions,
  variables: settingsSchema.shape.variables,
})

/** Twice as many pages, and many times as long, as a report of 2,000 pages wants. */
const PAGES = 5000
const MINUTES = 20

/** `2025-02-31` is none. */
function isDay(date: string): boolean {
  const isWhole = /^\d{4}-\d{2}-\d{2}$/.test(date)
  return !isWhole || new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date
}

function isLanguage(tag: string): boolean {
  try {
    return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** The settings, and the chapters they name, if any, as paths inside `chapters`. */
export interface ReadSettings {
  settings: Settings
  chapters: string[] | undefined
  /** Where the value at a path of keys and 0-based indexes was written. */
  placeOf(path: Array<string | number>): Place
}

/** Settings that a reader reads, in which variables may stand. */
const TEXTS = ['title', 'series', 'publisher', 'subject'] as const
const LISTS = ['authors', 'keywords'] as const

/**
 * Reads `report.yaml`. Where it has mistakes the defaults stand in, so that the other files are checked too.
 *
 * @param wanted The edition that is asked for; null for the first one.
 */
export function readSettings(file: VFile, wanted: string | null): ReadSettings {
  const yaml = file.messages.length === 0 ? parseYaml(file) : null
  const read = yaml && checkShape(file, yaml, settingsSchema)
  const names = namesSchema.safeParse(yaml?.data ?? {})
  const isTold = yaml !== null && names.success
  const {
    raw_html: rawHtml,
    data_age: dataAge,
    series_colors: seriesColors,
    chapters,
    variables: written,
    limits: { pages = PAGES, print_minutes: minutes = MINUTES },
    ...rest
  } = read ?? settingsSchema.parse({ ...names.data, title: '', date: '1970-01' })
  const edition = editionOf(file, yaml, rest.editions, isTold ? wanted : null)
  const variables = yaml && isTold ? readVariables(file, yaml, written, rest.editions, edition) : {}
  const filled = (text: string, ...path: Array<string | number>) =>
    isTold ? withVariables(text, variables, file, yaml.placeOf(path)) : text
  const texts = TEXTS.map((key) => [key, filled(rest[key], key)])
  const lists = LISTS.map((key) => [key, rest[key].map((text, index) => filled(text, key, index))])
  return {
    settings: {
      ...rest,
      ...Object.fromEntries([...texts, ...lists]),
      file,
      isTold,
      edition,
      variables,
      rawHtml,
      dataAge,
      seriesColors,
      limits: { pages, minutes },
    },
    chapters,
    placeOf: (path) => yaml?.placeOf(path),
  }
}

/** The edition that is made; null where the report is one for all its readers. */
function editionOf(file: VFile, yaml: Yaml | null, names: string[], wanted: string | null): string | null {
  if (wanted === null || names.includes(wanted)) return wanted ?? names[0] ?? null
  fail(file, yaml?.placeOf(['editions']), 'edition-unknown', wanted, names)
  return names[0] ?? null
}
