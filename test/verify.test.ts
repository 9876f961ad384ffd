/** Whatever is not as a build wrote it is noticed, and what cannot be compared is said. */
import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Manifest, sealed, textOfManifest } from '../src/7-publish/manifest.ts'
import { rules } from '../src/message.ts'
import { buildOnce } from '../src/session.ts'
import { verify } from '../src/verify/index.ts'
import { checkRebuilt } from '../src/verify/rebuild.ts'
import { messagesOf, writeReport } from './report-folder.ts'

const files = {
  'report.yaml': 'title: T\ndate: 2025-01-01\nlanguage: en\n',
  'chapters/01-a.md':
    '# A {#a}\n\n:value[d.size 2024] and [](#fig-a).\n\n:::figure{#fig-a data=d kind=bar-growth x=year bar=size line=growth}\nSizes\n:::\n\n![dot](dot.svg)\n',
  'chapters/dot.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>\n',
  'datasets/d.yaml':
    'title: D\nsource: S\nas_of: 2025-01\nprovenance: original\ncolumns:\n  year: { type: year }\n  size: { type: number, unit: GW }\n  growth: { derive: { yoy: size } }\nrows: [[2023, 1], [2024, 2]]\n',
}

let made: string
let manifest: Manifest
beforeAll(async () => {
  made = await writeReport(files)
  const built = await buildOnce(made, join(made, 'build'))
  expect(messagesOf(built.files)).toBe('\n')
  manifest = JSON.parse(await readFile(join(made, 'build/manifest.json'), 'utf8'))
})

/** A copy of the report and its delivery. */
let root: string
let out: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  await cp(made, root, { recursive: true })
  out = join(root, 'build')
})

/** `path rule` of each message. */
async function verified(folder = out, report: string | null = null): Promise<string[]> {
  const { files } = await verify(folder, report)
  return files.flatMap(({ path, messages }) => messages.map(({ ruleId }) => `${path} ${ruleId}`))
}

test('a delivery that nobody touched is right, and says what it is and what it was made from', async () => {
  const { files: wrong, seen } = await verify(out, null)
  expect(messagesOf(wrong)).toBe('\n')
  expect(seen).toMatchObject({ root, report: 4, beside: [] })
  expect(seen!.manifest).toEqual(manifest)
  const inputs = manifest.inputs.map(({ path }) => path)
  expect(inputs.filter((path) => !/^(yanbao|npm):/.test(path))).toEqual(Object.keys(files).sort(byCode))
  expect(inputs).toContain('yanbao:templates/house/template.yaml')
  expect(inputs).toContain('npm:@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')
  expect(manifest.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['html/data/fig-a.csv', 'html/index.html', 'report-data.xlsx', 'report.pdf']),
  )
})

function byCode(a: string, b: string): number {
  return a < b ? -1 : 1
}

test('every changed byte is noticed, whichever file it is in', async () => {
  const delivered = [...manifest.files.map(({ path }) => path), 'manifest.json'].map(
    (path) => `build/${path}`,
  )
  const paths = [...delivered, ...Object.keys(files)]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 1, max: 255 }),
      async (path, where, change) => {
        const bytes = await readFile(join(made, path))
        const changed = Buffer.from(bytes)
        changed[Math.floor(where * bytes.length)]! ^= change
        await writeFile(join(root, path), changed)
        const said = await verified()
        await writeFile(join(root, path), bytes)
        const rule = path.endsWith('manifest.json')
          ? 'manifest.json manifest-(changed|invalid)'
          : path.startsWith('build/')
            ? `${path.slice(6)} delivery-changed`
            : `${path} input-changed`
        expect(said.join('\n')).toMatch(new RegExp(`^${rule}$`, 'm'))
      },
    ),
    { numRuns: 40 },
  )
  expect(await verified()).toEqual([])
})

type Deed = () => Promise<unknown>
const own = (path: string) => join(out, path)
const extra = 'note.txt delivery-extra'
const data = 'html/data/fig-a.csv'
const cases: Array<[what: string, deed: Deed, said: string[]]> = [
  ['a file that is gone', () => rm(own('report.pdf')), ['report.pdf delivery-missing']],
  ['a longer file', () => writeFile(own(data), 'x', { flag: 'a' }), [`${data} delivery-changed`]],
  ['a file beside the others', () => writeFile(own('note.txt'), ''), [extra]],
  ['a file deep inside', () => writeFile(own('html/data/x'), ''), ['html/data/x delivery-extra']],
  [
    'a file by another name',
    () => rename(own('report.pdf'), own('a.pdf')),
    ['a.pdf delivery-extra', 'report.pdf delivery-missing'],
  ],
  [
    'two files that changed places',
    async () => {
      await rename(own('report.pdf'), own('x'))
      await rename(own('report-data.xlsx'), own('report.pdf'))
      await rename(own('x'), own('report-data.xlsx'))
    },
    ['report-data.xlsx delivery-changed', 'report.pdf delivery-changed'],
  ],
  [
    'a link to the very file',
    async () => {
      await rename(own('report.pdf'), join(root, 'x.pdf'))
      await symlink('../x.pdf', own('report.pdf'))
    },
    ['report.pdf delivery-kind'],
  ],
  [
    'a link in the place of a folder',
    async () => {
      await rename(own('html'), join(root, 'elsewhere'))
      await symlink('../elsewhere', own('html'))
    },
    ['html delivery-kind'],
  ],
  ['no manifest', () => rm(own('manifest.json')), ['manifest.json manifest-missing']],
  [
    'a link in the place of the manifest',
    async () => {
      await rename(own('manifest.json'), join(root, 'm.json'))
      await symlink('../m.json', own('manifest.json'))
    },
    ['manifest.json manifest-missing'],
  ],
  ['a chapter that is gone', () => rm(join(root, 'chapters/01-a.md')), ['chapters/01-a.md input-missing']],
  ['no settings', () => rm(join(root, 'report.yaml')), ['report.yaml input-missing']],
  ['a chapter more', () => writeFile(join(root, 'chapters/02.md'), '# B\n'), ['chapters/02.md input-extra']],
  [
    'a template of its own that hides the shipped one',
    async () => {
      await mkdir(join(root, 'templates/house'), { recursive: true })
      await writeFile(join(root, 'templates/house/template.yaml'), 'extends: house\n')
    },
    ['templates/house/template.yaml input-extra'],
  ],
  [
    'a picture that leads out of the report',
    async () => {
      await rename(join(root, 'chapters/dot.svg'), `${root}.svg`)
      await symlink(`${root}.svg`, join(root, 'chapters/dot.svg'))
    },
    ['chapters/dot.svg input-missing'],
  ],
]

describe('is noticed:', () => {
  test.each(cases)('%s', async (_, deed, said) => {
    await deed()
    expect((await verified()).sort()).toEqual(said)
  })
})

test('what a missing file is called now is said', async () => {
  await rename(own('report.pdf'), own('a.pdf'))
  const { files } = await verify(out, null)
  expect(messagesOf(files)).toContain('`a.pdf` has its bytes')
})

test('schemas, the compiler in its own repository and hidden files are told and not held against a delivery', async () => {
  for (const path of ['schema', 'cli']) await mkdir(own(path))
  for (const path of ['schema/report.json', 'cli/cli.js', '.gitignore']) await writeFile(own(path), '')
  const { files, seen } = await verify(out, null)
  expect(files).toEqual([])
  expect(seen!.beside).toEqual(['.gitignore', 'cli', 'schema'])
})

describe('a delivery alone', () => {
  let alone: string
  beforeEach(async () => {
    alone = join(await mkdtemp(join(tmpdir(), 'yanbao-test-')), 'sent')
    await rename(out, alone)
  })

  test('is compared with itself and with yanbao, and it is said that its report is not', async () => {
    const { files, seen } = await verify(alone, null)
    expect(files).toEqual([])
    expect(seen).toMatchObject({ root: null, report: null })
    expect(seen!.yanbao).toBeGreaterThan(20)
  })

  test('is compared with a report that is elsewhere', async () => {
    expect(await verified(alone, root)).toEqual([])
    await writeFile(join(root, 'report.yaml'), `${files['report.yaml']}subject: S\n`)
    expect(await verified(alone, root)).toEqual(['report.yaml input-changed'])
  })

  test('of another yanbao is not compared with the templates of this one', async () => {
    const engine = { ...manifest.engine, yanbao: '0.0.1' }
    const inputs = manifest.inputs.map((input) =>
      input.path.startsWith('yanbao:') ? { ...input, sha256: '0'.repeat(64) } : input,
    )
    await forge({ engine, inputs })
    const { files, seen } = await verify(alone, root)
    expect(files).toEqual([])
    expect(seen).toMatchObject({ report: 4, yanbao: null })
  })

  test('is held against the templates of the yanbao that it is of', async () => {
    const inputs = manifest.inputs.map((input) =>
      /reader\.js|400Regular\.ttf/.test(input.path) ? { ...input, sha256: '0'.repeat(64) } : input,
    )
    await forge({ inputs })
    const said = await verified(alone)
    expect(said).toContain('yanbao:templates/reader.js input-changed')
    expect(said.join('\n')).toMatch(/^npm:@expo-google-fonts.* input-changed$/m)
  })

  /** Writes a manifest that fits itself. */
  async function forge(changes: object): Promise<void> {
    const { sha256, ...content } = { ...manifest, ...changes }
    await writeFile(join(alone, 'manifest.json'), textOfManifest(sealed(content)))
  }
})

describe('a manifest that is none', () => {
  const first = (changes: object) => ({ files: [{ ...manifest.files[0], ...changes }] })
  const hostile: Array<[what: string, text: () => string]> = [
    ['nothing', () => ''],
    ['no JSON', () => '{'],
    ['a list', () => '[]'],
    ['null', () => 'null'],
    ['deep', () => '['.repeat(100_000)],
    ['without files', () => textOfManifest(sealed({ ...manifest, files: undefined }))],
    ['with another key', () => textOfManifest(sealed({ ...manifest, __more: 1 }))],
    ['a path that climbs', () => forged(first({ path: '../report.yaml' }))],
    ['an absolute path', () => forged(first({ path: '/etc/passwd' }))],
    ['a path of Windows', () => forged(first({ path: 'C:\\x' }))],
    ['a path with NUL', () => forged(first({ path: 'a\0b' }))],
    ['no number of bytes', () => forged(first({ bytes: -1 }))],
    ['no hash', () => forged(first({ sha256: 'abc' }))],
    ['a path twice', () => forged({ files: [manifest.files[0], manifest.files[0]] })],
    ['an input that climbs', () => forged({ inputs: [{ path: '../../x', sha256: '0'.repeat(64) }] })],
    ['a font that climbs', () => forged({ inputs: [{ path: 'npm:../../x', sha256: '0'.repeat(64) }] })],
  ]
  const forged = (changes: object) => {
    const { sha256, ...content } = { ...manifest, ...changes }
    return textOfManifest(sealed(content))
  }

  test.each(hostile)('%s', async (_, text) => {
    await writeFile(own('manifest.json'), text())
    expect(await verified()).toEqual(['manifest.json manifest-invalid'])
  })

  test('in other spaces, of other keys or of bytes that are no text, it is another one', async () => {
    const { title, ...others } = manifest
    const texts = [
      JSON.stringify(manifest),
      `${textOfManifest(manifest)} `,
      textOfManifest({ ...others, title }),
      Buffer.concat([Buffer.from(textOfManifest(manifest)), Buffer.from([0xff])]),
    ]
    for (const text of texts) {
      await writeFile(own('manifest.json'), text)
      expect((await verified()).join()).toMatch(/^manifest\.json manifest-(changed|invalid)$/)
    }
  })
})

test('a build of the report tells a forged delivery, whose manifest fits, from a true one', async () => {
  const { sha256, ...content } = manifest
  expect(messagesOf(await checkRebuilt(manifest, (await verify(out, null)).seen!.sha256, root))).toBe('\n')
  const files = manifest.files.map((file) =>
    file.path === data ? { ...file, sha256: '0'.repeat(64) } : file,
  )
  const forged = sealed({ ...content, files })
  const other = await checkRebuilt(forged, '0'.repeat(64), root)
  expect(other.map(({ path }) => path)).toEqual([data, 'manifest.json'])
  expect(messagesOf(other)).toContain('delivery-other')
})

test('every rule of deliveries is shown here', () => {
  const shown = `${JSON.stringify(cases)} manifest-changed manifest-invalid delivery-other input-changed`
  const ours = Object.keys(rules).filter((rule) => /^(manifest|delivery|input)-/.test(rule))
  for (const rule of ours) expect(shown).toContain(rule)
})

describe('the command', () => {
  const cli = join(import.meta.dirname, '../build/cli/cli.js')
  const yanbao = (...args: string[]) =>
    promisify(execFile)(process.execPath, [cli, 'verify', ...args], { cwd: root }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) =>
        ({ code, stdout, stderr }) as { code: number; stdout: string; stderr: string },
    )

  test('takes a build folder or the report that it is in, and exits as the others do', async () => {
    const lines =
      /^manifest {2}SHA-256 [0-9a-f]{64}\ndelivery {2}\d+ files compared\nreport {4}4 files compared\nyanbao /
    for (const args of [[], ['.'], ['build/'], [out, '--report', root]]) {
      expect(await yanbao(...args)).toEqual({ code: 0, stdout: expect.stringMatching(lines), stderr: '' })
    }
    expect(await yanbao('nowhere')).toMatchObject({ code: 2 })
    expect(await yanbao('build', 'build')).toMatchObject({ code: 2 })
    expect(await yanbao('build', '--report', 'nowhere')).toMatchObject({ code: 2 })
    await rm(own('report.pdf'))
    const { code, stderr } = await yanbao('build')
    expect(code).toBe(1)
    expect(stderr).toContain('delivery-missing')
  })

  test.skipIf(process.getuid?.() === 0)('says what the machine does not let it read', async () => {
    await chmod(own('report.pdf'), 0)
    expect(await yanbao('build')).toMatchObject({ code: 3 })
  })
})
