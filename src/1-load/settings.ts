/** `report.yaml` → Settings. */
import type { VFile } from 'vfile'
import { z } from 'zod'
import { findings } from '../message.ts'
import { type Place, type Settings, severities } from '../report.ts'
import { checkShape, parseYaml } from './yaml.ts'

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

/** Reads `report.yaml`. Where it has mistakes the defaults stand in, so that the other files are checked too. */
export function readSettings(file: VFile): ReadSettings {
  const yaml = file.messages.length === 0 ? parseYaml(file) : null
  const read = yaml && checkShape(file, yaml, settingsSchema)
  const {
    raw_html: rawHtml,
    data_age: dataAge,
    series_colors: seriesColors,
    chapters,
    limits: { pages = PAGES, print_minutes: minutes = MINUTES },
    ...rest
  } = read ?? settingsSchema.parse({ title: '', date: '1970-01' })
  return {
    settings: { ...rest, file, rawHtml, dataAge, seriesColors, limits: { pages, minutes } },
    chapters,
    placeOf: (path) => yaml?.placeOf(path),
  }
}
