/** A manifest as somebody hands it over: anything may stand in it. */
import type { VFile } from 'vfile'
import { z } from 'zod'
import { type Manifest, sealed, textOfManifest } from '../7-publish/manifest.ts'
import { fail } from '../message.ts'
import { type Sayable, say } from '../phrase.ts'
import { staysInside } from '../write.ts'

/** Bytes of a manifest. */
export const LARGEST = 64 * 2 ** 20

const path = z.string().refine(staysInside, { error: 'expected a path inside the folder' })
const inputPath = z.string().refine((path) => staysInside(path.replace(/^(?:yanbao|npm):/, '')), {
  error: 'expected a path inside its folder',
})
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected 64 hexadecimal digits' })

const manifestSchema = z.strictObject({
  title: z.string(),
  date: z.string(),
  edition: z.string().nullable().default(null),
  pages: z.int().min(1),
  passes: z.int().min(1),
  entries: z.array(
    z.strictObject({
      kind: z.enum(['heading', 'figure', 'table']),
      id: z.string(),
      number: z.string(),
      label: z.string(),
      title: z.string(),
      page: z.int().min(1),
      source: z.array(z.string()),
      datasets: z.array(z.string()),
    }),
  ),
  inputs: uniquePaths(z.array(z.strictObject({ path: inputPath, sha256 }))),
  engine: z.strictObject({ yanbao: z.string(), vega: z.string(), chromium: z.string(), font: z.string() }),
  files: uniquePaths(z.array(z.strictObject({ path, bytes: z.int().min(0), sha256 }))),
  sha256,
})

/**
 * @param file `manifest.json`; what is wrong with it is a message on it.
 * @returns Null where it is none.
 */
export function readManifest(file: VFile): Manifest | null {
  const bytes = file.value as Buffer
  if (bytes.length > LARGEST) return refuse(file, say`more than ${LARGEST / 2 ** 20} MB`)
  const text = bytes.toString('utf8')
  const parsed = parseJson(text)
  if (parsed === undefined) return refuse(file, say`no JSON`)
  const { data, error } = manifestSchema.safeParse(parsed)
  if (error) {
    const [{ path, message } = { path: [], message: '' }] = error.issues
    const said = message.replace(/^Invalid input: |, received undefined$/g, '')
    return refuse(file, `\`${path.join('.') || 'manifest'}\`: ${said}`)
  }
  const { sha256, ...content } = parsed as Manifest
  const whole = sealed(content)
  if (whole.sha256 !== sha256 || !bytes.equals(Buffer.from(textOfManifest(whole))))
    fail(file, undefined, 'manifest-changed')
  return data
}

function refuse(file: VFile, what: Sayable): null {
  fail(file, undefined, 'manifest-invalid', what)
  return null
}

/** Undefined for anything else. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function uniquePaths<T extends { path: string }>(list: z.ZodType<T[]>): z.ZodType<T[]> {
  return list.refine((each) => new Set(each.map(({ path }) => path)).size === each.length, {
    error: 'expected each path once',
  })
}
