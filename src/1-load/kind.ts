/** `kinds/NAME.liquid` and `kinds/NAME.yaml` → Kind: what a figure can be told, and how it is drawn. */
import type { VFile } from 'vfile'
import { z } from 'zod'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import { type Kind, needs, type Param, roles } from '../report.ts'
import { checkShape, parseYaml } from './yaml.ts'

/** Names a recipe has without asking. */
const RESERVED = ['key', 'has', 'color', 'hatch', 'palette', 'words', 'wordWidth', 'width', 'size']

const paramsSchema = z.record(
  z.string().refine((name) => !RESERVED.includes(name), {
    error: 'expected another name, a recipe has one of that name',
  }),
  z.strictObject({
    type: z.enum(['column', 'columns', 'text', 'number', 'boolean', 'choice', 'cell']),
    of: z
      .array(z.enum(['year', 'quarter', 'period', 'date', 'category', 'number', 'text', 'list']))
      .default([]),
    choices: z.array(z.string()).default([]),
    default: z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
      .nullable()
      .default(null),
    optional: z.boolean().default(false),
    min: z.number().nullable().default(null),
  }),
)

export const kindSchema = z.strictObject({
  description: z.string(),
  params: paramsSchema.default({}),
  unique: z.array(z.string()).default([]),
  without: z.array(z.enum(roles)).default([]),
  gaps: z
    .strictObject({ of: z.string(), unless: z.string().nullable().default(null) })
    .nullable()
    .default(null),
  needs: z
    .array(
      z.strictObject({
        of: z.string(),
        numbers: z.enum(needs),
        when: z.string().nullable().default(null),
      }),
    )
    .default([]),
  places: z
    .strictObject({
      of: z.string(),
      least: z.number().positive().nullable().default(null),
      most: z.int().positive().nullable().default(null),
    })
    .nullable()
    .default(null),
})
type Head = z.infer<typeof kindSchema>
const recipeSchema = kindSchema.extend({ spec: z.record(z.string(), z.unknown()) })

/** A kind drawn as HTML, or a recipe; null with a message where the file is neither. */
export function readKind(file: VFile): Kind | null {
  return file.extname === '.liquid' ? readHtmlKind(file) : readRecipe(file)
}

/** YAML between two lines of dashes, then Liquid. */
function readHtmlKind(file: VFile): Kind | null {
  const [, head, body] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(String(file)) ?? []
  if (head === undefined || body === undefined) {
    fail(
      file,
      undefined,
      'template-invalid',
      say`a figure kind without parameters, expected YAML between two lines \`---\` at its top`,
    )
    return null
  }
  const yaml = parseYaml(file, head, { line: 2, column: 1 })
  const kind = yaml && checkShape(file, yaml, kindSchema)
  // Blank lines in place of the head keep the line numbers of Liquid's errors true.
  const liquid = '\n'.repeat(head.split('\n').length + 1) + body
  return kind && { ...headOf(kind, file), draw: 'html', liquid, recipe: null }
}

function readRecipe(file: VFile): Kind | null {
  const yaml = parseYaml(file)
  const kind = yaml && checkShape(file, yaml, recipeSchema)
  return kind && { ...headOf(kind, file), draw: 'chart', liquid: '', recipe: kind.spec }
}

/** What both have in common; a name in it that no parameter has is a mistake of the template. */
function headOf({ params: written, unique, without, gaps, needs, places }: Head, file: VFile) {
  const params = Object.entries(written).map(([name, param]): Param => ({ name, ...param }))
  const named = [
    ...unique.filter((name) => name !== 'key'),
    ...(gaps ? [gaps.of, gaps.unless] : []),
    ...needs.flatMap(({ of, when }) => [of, when]),
    ...(places && places.of !== 'key' ? [places.of] : []),
  ]
  for (const name of named) {
    if (name === null || params.some((param) => param.name === name)) continue
    fail(file, undefined, 'template-invalid', say`\`${name}\` in its head, expected the name of a parameter`)
  }
  return { name: file.stem!, file, params, unique, without, gaps, needs, places }
}
