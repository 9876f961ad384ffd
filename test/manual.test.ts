/**
 * The manual says what is so: its examples are built, its outputs are what commands print, its links lead somewhere, its
 * two languages say the same, and what the code knows by name stands in it.
 *
 * A fenced example says in the line that opens it what it is, after its language, where no reader sees it:
 *
 *   yaml datasets/installed.yaml        a file; all files of a language are one report, those of README.md are one, too
 *   yaml datasets/installed.yaml +      what follows in that file
 *   text yanbao check                   what this prints, run in the report of README.md
 *   text yanbao build where FILE has "X" for "Y"; FILE has …     the same, with mistakes put in
 *   json build/manifest.json            some of what that build writes
 */
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { templateSchema } from '../src/1-load/house.ts'
import { kindSchema } from '../src/1-load/kind.ts'
import { jsonSchemas } from '../src/1-load/schema.ts'
import type { Command } from '../src/commands/command.ts'
import { argumentsOf, commandOf } from '../src/commands/usage.ts'
import { states } from '../src/data/claim.ts'
import { operationNames } from '../src/data/operation.ts'
import * as vocabulary from '../src/data/unit-words.ts'
import { findings, rules } from '../src/message.ts'
import { Session } from '../src/session.ts'
import {
  deadLinks,
  type Example,
  examplesOf,
  inLanguage,
  type Language,
  languages,
  type Page,
  paths,
  readManual,
  readPage,
  repository,
  sectionsOf,
  shapeOf,
  tablesOf,
  wordsOf,
} from './manual-pages.ts'
import { messagesOf, writeReport } from './report-folder.ts'

const manual: Record<Language, Page[]> = { en: await readManual('en'), zh: await readManual('zh') }
const pages = [...manual.en, ...manual.zh]
const others = await Promise.all(['src/README.md', '.github/SECURITY.md'].map(readPage))

const FILE = /^(?<path>[\w./-]+\.\w+)(?<more> \+)?$/
const OUTPUT = /^yanbao (?<command>.*?)(?: where (?<mistakes>.*))?$/
const MISTAKE = /(\S+) has "([^"]*)" for "([^"]*)"/g

/** Languages of examples that say nothing of a report. */
const bare = ['sh', 'text']

describe.each(pages)('$path', (page) => {
  test('has no link that leads nowhere', async () => {
    expect(await deadLinks(page)).toEqual([])
  })

  test('lists all its sections, where it lists any', () => {
    const { sections, listed } = sectionsOf(page)
    if (listed.length > 0) expect(listed).toEqual(sections)
    else expect(sections.length).toBeLessThan(8)
  })

  test('says of every example what it is', () => {
    for (const { line, lang, meta } of examplesOf(page)) {
      const isKnown = meta === '' ? bare.includes(lang) : FILE.test(meta) || OUTPUT.test(meta)
      expect(isKnown, `line ${line}: ${lang} ${meta}`).toBe(true)
    }
  })

  test('has no command that there is not', async () => {
    const fenced = examplesOf(page).filter(({ lang }) => lang === 'sh')
    const lines = fenced.flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
    const inline = wordsOf(page).filter((word) =>
      /^(npm run|npx|yanbao|node build\/cli\/cli\.js) /.test(word),
    )
    for (const line of [...lines, ...inline]) expect(await objectionTo(line), line).toBe(null)
  })
})

test.each(others)('$path has no link that leads nowhere', async (page) => {
  expect(await deadLinks(page)).toEqual([])
})

test.each(paths)('%s has the same headings, examples and tables in Chinese', (path) => {
  const [en, zh] = languages.map(
    (language) => pages.find((page) => page.path === inLanguage(path, language))!,
  )
  expect(shapeOf(zh!)).toEqual(shapeOf(en!))
})

describe.each(languages)('the examples in %s', (language) => {
  const examples = manual[language].flatMap(examplesOf)
  const [front] = manual[language]
  const small = filesOf(examplesOf(front!))
  const picture =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const folders: string[] = []
  let folder: string

  beforeAll(async () => {
    folder = await written(small)
  })
  afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true }))))

  async function written(files: Record<string, string>): Promise<string> {
    const root = await writeReport(files)
    folders.push(root)
    return root
  }

  /** A report with all that the examples hold, and a chapter more. */
  async function whole(chapter = ''): Promise<string> {
    const files = filesOf(examples)
    if (chapter !== '') files['chapters/80-more.md'] = chapter
    const root = await written(files)
    await mkdir(join(root, 'images'))
    await writeFile(join(root, 'images/module.png'), Buffer.from(picture, 'base64'))
    return root
  }

  test('are one report without a mistake', async () => {
    const { files } = await new Session(await whole()).compose()
    expect(messagesOf(files)).toBe('\n')
  })

  test('of values print what stands beside them', async () => {
    const rows = rowsWith(/^:value\[/)
    const lines = rows.map(({ written: value }, index) => `<${index}> ${value}`.replace(/^<(\d+)>/, 'N$1N'))
    const { print, files } = await new Session(await whole(`# A {#a}\n\n${lines.join('\n\n')}\n`)).compose()
    expect(messagesOf(files)).toBe('\n')
    for (const [index, { written: value, beside }] of rows.entries()) {
      const [, html = ''] = new RegExp(`<p>N${index}N (.*?)</p>`).exec(print) ?? []
      const printed = html
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll(/\s/g, ' ')
        .trim()
      expect(printed, value).not.toBe('')
      expect(beside.slice(0, printed.length), value).toBe(printed)
      expect(beside.slice(printed.length), value).not.toMatch(/^[\p{L}\p{N}]/u)
    }
    expect(rows.length).toBeGreaterThan(20)
  })

  test('of claims hold', async () => {
    const claims = manual[language]
      .flatMap(tablesOf)
      .flat()
      .flatMap(([, cell]) => cell?.code[0] ?? [])
    const said = claims.filter((code) => code.startsWith('of="')).map((code) => `:claim[x]{${code}}`)
    const { files } = await new Session(await whole(`# A {#a}\n\n${said.join('\n\n')}\n`)).compose()
    expect(messagesOf(files)).toBe('\n')
    expect(said.length).toBeGreaterThan(10)
  })

  test('of derived columns and formulas can be computed', async () => {
    const derives = rowsWith(/^\{ \w+: /).map(({ written: code }) => `derive: ${code}, unit: ''`)
    const formulas = manual[language]
      .flatMap(tablesOf)
      .flat()
      .flatMap((row) => {
        const formula = row[2]?.code[0]
        if (formula === undefined || !/^[^`]* [-/] |^\(/.test(formula)) return []
        return [`unit: ${row[1]!.code[0] ?? "''"}, derive: { formula: '${formula}' }`]
      })
    const columns = [...derives, ...formulas].map(
      (column, index) => `  d${index}: { label: d${index}, ${column} }\n`,
    )
    const { files } = await new Session(
      await written({ ...small, 'datasets/all.yaml': `${allColumns}${columns.join('')}${allRows}` }),
    ).compose()
    expect(messagesOf(files)).toBe('\n')
    expect([derives.length > 8, formulas.length > 7]).toEqual([true, true])
  })

  const outputs = examples.filter(({ meta }) => OUTPUT.test(meta))
  test.each(outputs)('at $page:$line are what `$meta` prints', async (example) => {
    const { command, mistakes = '' } = OUTPUT.exec(example.meta)!.groups!
    const files = { ...small, ...filesOf(examples.filter(({ meta }) => meta === 'export.csv')) }
    expect(mistakes.replaceAll(MISTAKE, '')).toMatch(/^(; )*$/)
    for (const [, path, wrong, right] of mistakes.matchAll(MISTAKE)) {
      expect(files[path!]).toContain(right)
      files[path!] = files[path!]!.replace(right!, () => wrong!)
    }
    const printed = await outputOf(command!.split(' '), await written(files), language)
    const { snapshotUpdateState } = expect.getState().snapshotState
    if (snapshotUpdateState === 'all') await replaceIn(example, printed)
    else expect(printed, 'To write it anew: npm test -- manual.test -u').toBe(example.text)
  })

  test('of what a build writes are so', async () => {
    const shown = examples.filter(({ lang }) => lang === 'json')
    expect(shown.map(({ meta }) => meta)).toEqual(['build/manifest.json'])
    expect((await run('build', [folder, '--no-cache'], language)).code).toBe(0)
    const manifest = JSON.parse(await readFile(join(folder, 'build/manifest.json'), 'utf8'))
    const { entries, inputs, engine, ...rest } = JSON.parse(shown[0]!.text)
    const { snapshotUpdateState } = expect.getState().snapshotState
    if (snapshotUpdateState === 'all') {
      const read = (path: string) => manifest.inputs.find((input: { path: string }) => input.path === path)
      const anew = {
        ...rest,
        entries,
        inputs: inputs.map(({ path }: { path: string }) => read(path)),
        engine,
      }
      return replaceIn(shown[0]!, JSON.stringify(anew, null, 2))
    }
    expect(manifest).toMatchObject(rest)
    expect(manifest.entries).toEqual(expect.arrayContaining(entries))
    expect(manifest.inputs).toEqual(expect.arrayContaining(inputs))
    expect(Object.keys(manifest.engine).sort()).toEqual(Object.keys(engine).sort())
  })

  /** Rows of tables whose first cell begins with code like that, with the text of the second. */
  function rowsWith(pattern: RegExp): Array<{ written: string; beside: string }> {
    return manual[language]
      .flatMap(tablesOf)
      .flat()
      .flatMap(([first, second]) =>
        (first?.code ?? [])
          .filter((code) => pattern.test(code))
          .map((code) => ({ written: code, beside: second!.text })),
      )
  }
})

test('the report to begin with has the mistake that README.md promises', async () => {
  for (const language of languages) {
    const root = join(repository, 'src/starter', language)
    const names = await readdir(root, { recursive: true, withFileTypes: true })
    const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
    const files = Object.fromEntries(paths.map((path, at) => [path.slice(root.length + 1), texts[at]!]))
    const demand = files['datasets/demand.yaml']!.replace('1570', '1800')
    const { files: read } = await new Session(
      await writeReport({ ...files, 'datasets/demand.yaml': demand }),
    ).compose()
    expect(messagesOf(read)).toMatch(/01-demand\.md\n.* claim-false +yanbao\n\n✖ 1 error/)
  }
})

describe.each(languages)('the manual in %s', (language) => {
  const page = (path: string) => manual[language].find((each) => each.path === inLanguage(path, language))!
  const [chapters, datasets, templates, commands, check] = [
    ...['chapters', 'datasets', 'templates', 'src/commands', 'src/check'].map((each) =>
      page(`${each}/README.md`),
    ),
  ] as [Page, Page, Page, Page, Page]

  test('has a line for every rule and finding, and for no other', () => {
    const [mistakes, ...tables] = tablesOf(check)
    const named = (table: typeof mistakes) => table!.flatMap(([cell]) => cell!.code)
    expect(named(mistakes).sort()).toEqual(Object.keys(rules).sort())
    expect(named(tables.at(-1)).sort()).toEqual(Object.keys(findings).sort())
  })

  test('has every command with all its options', async () => {
    const words = wordsOf(commands).join('\n')
    for (const [name, { options }] of Object.entries(await allCommands())) {
      expect(words).toMatch(new RegExp(`(npm run|yanbao|cli\\.js|--) ${name}\\b`))
      for (const option of Object.keys(options)) expect(words, name).toContain(`--${option}`)
    }
  })

  test.each([...jsonSchemas()])('has every word that %s knows', (name, schema) => {
    const page = name.startsWith('report') ? chapters : datasets
    const text = [...wordsOf(page), ...examplesOf(page).map(({ text }) => text)].join('\n')
    const words = wordsIn(schema).filter((word) => !(word in findings))
    expect(words.length).toBeGreaterThan(20)
    for (const word of words) expect(text).toMatch(new RegExp(`\\b${word}\\b`))
  })

  test('has every operation and every state of a claim', () => {
    const words = wordsOf(chapters).join('\n')
    for (const name of [...operationNames, ...states]) expect(words).toMatch(new RegExp(`\\b${name}\\b`))
  })

  test('has every kind with its parameters and what they are by default', async () => {
    const rows = tablesOf(templates).flat()
    for (const [kind, params] of await kindsWithParams()) {
      const row = rows.find(([cell, , third]) => cell?.code[0] === kind && third !== undefined)
      const code = row?.flatMap((cell) => cell.code) ?? []
      const text = row?.map((cell) => cell.text).join(' ') ?? ''
      for (const [name, { default: standard }] of Object.entries(params)) {
        expect(code, `${kind} ${name}`).toContain(name)
        if (standard !== undefined) expect(text, `${kind} ${name}`).toContain(String(standard))
      }
    }
  })

  test.each([
    ['a template', templateSchema],
    ['the head of a kind', kindSchema],
  ])('has every word that %s knows', (_, schema) => {
    const text = [...wordsOf(templates), ...examplesOf(templates).map(({ text }) => text)].join('\n')
    const words = wordsIn(z.toJSONSchema(schema, { io: 'input' }))
    expect(words.length).toBeGreaterThan(10)
    for (const word of words) expect(text).toMatch(new RegExp(`\\b${word}\\b`))
  })

  test('has every name that the recipes of yanbao use', async () => {
    const folder = join(repository, 'templates/base/kinds')
    const recipes = (await readdir(folder)).filter((name) => name.endsWith('.yaml'))
    const texts = await Promise.all(recipes.map((name) => readFile(join(folder, name), 'utf8')))
    const words = wordsOf(templates).join('\n')
    for (const [, name, property] of texts.join('\n').matchAll(/\$\{?(\w+)\.(\w+)/g)) {
      const isOfAll = ['words', 'wordWidth', 'color', 'hatch', 'has'].includes(name!)
      expect(words).toContain(isOfAll ? `$${name}.` : `.${property}`)
    }
  })

  test('has a picture of every kind', async () => {
    const pictures = await readdir(join(repository, 'templates/gallery/pictures', language))
    const text = await readFile(join(repository, templates.path), 'utf8')
    for (const name of pictures.filter((name) => name.endsWith('.webp')))
      expect(text).toContain(`(gallery/pictures/${language}/${name})`)
  })

  test('has every word of a unit', () => {
    const words = wordsOf(datasets)
    expect(unitWords().filter((word) => !words.includes(word))).toEqual([])
  })
})

/** Keys, and words to choose from, anywhere in a JSON Schema. */
function wordsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? Object.keys(value) : key === 'enum' ? value : [],
  )
  return [...own, ...Object.values(schema).flatMap(wordsIn)]
}

/** A dataset that has everything a formula of the manual asks for. */
const allColumns = `title: All
source: Illustration
provenance: illustrative
columns:
  maker: { type: category }
  month: { type: date }
  capacity: { type: number, unit: GW }
  shipments: { type: number, unit: GW }
  revenue: { type: number, unit: billion yuan }
  profit: { type: number, unit: billion yuan }
  shares: { type: number, unit: billion shares }
  price: { type: number, unit: yuan/share }
  eps: { type: number, unit: yuan/share }
  share: { type: number, unit: '%' }
  margin: { type: number, unit: '%' }
`

const allRows = `rows:
  - [A, 2024-01, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  - [A, 2025-01, 2, 2, 2, 2, 2, 2, 2, 2, 2]
`

/** Content by path; what follows in a file is added to it. */
function filesOf(examples: Example[]): Record<string, string> {
  const files: Record<string, string> = {}
  for (const { meta, text, lang } of examples) {
    const { path, more } = FILE.exec(meta)?.groups ?? {}
    if (path === undefined || lang === 'json') continue
    files[path] = `${more ? files[path] : ''}${text}\n`
  }
  return files
}

const execute = promisify(execFile)
const cli = join(repository, 'build/cli/cli.js')

async function run(command: string, args: string[], language: Language, cwd = repository) {
  const terminal = { en: 'en_US.UTF-8', zh: 'zh_CN.UTF-8' }[language]
  const env = { ...process.env, LANG: terminal, LC_ALL: terminal, FORCE_COLOR: '0' }
  return execute(process.execPath, [cli, command, ...args], { cwd, env })
    .then((said) => ({ code: 0, ...said }))
    .catch((error: { code: number; stdout: string; stderr: string }) => error)
}

/** What a terminal shows: messages before what was counted; what it cannot be asked is left out, and how long rooms take. */
async function outputOf([command, ...args]: string[], cwd: string, language: Language): Promise<string> {
  const { stdout, stderr } = await run(command!, args, language, cwd)
  const told = stderr.replace(/^(?:No terminal to ask at|不在终端中)[\s\S]*/m, '')
  const counted = stdout.replaceAll(/^\d-\w+ .*\n?/gm, '')
  return [told, counted]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n')
}

async function replaceIn({ page, text, lang, meta }: Example, printed: string): Promise<void> {
  const path = join(repository, page)
  const content = await readFile(path, 'utf8')
  const [before, after] = [text, printed].map(
    (each) => `\`\`\`${lang} ${meta}\n${each === '' ? '' : `${each}\n`}\`\`\`\n`,
  )
  expect(content).toContain(before)
  await writeFile(
    path,
    content.replace(before!, () => after!),
  )
}

/** By name, as the files of src/commands export them. */
async function allCommands(): Promise<Record<string, Command>> {
  const names = (await readdir(join(repository, 'src/commands'))).filter((name) => name.endsWith('.ts'))
  const modules = await Promise.all(names.map((name) => import(join(repository, 'src/commands', name))))
  const exported = modules.flatMap((module: object) => Object.entries(module))
  return Object.fromEntries(
    exported.flatMap(([name, value]) => (/^\w+Command$/.test(name) ? [[name.slice(0, -7), value]] : [])),
  )
}

/** Programs that the manual tells to run beside npm and yanbao. */
const programs = ['cd', 'git', 'node', 'winget', 'brew', 'apt-cache', 'sbatch']

/** What is wrong with a line of the shell; null where nothing is. */
async function objectionTo(line: string): Promise<string | null> {
  const parts = line.replace(/\s+#.*$/, '').split(/ && |; /)
  const wrong = await Promise.all(parts.map((part) => objectionToOne(part.trim())))
  return wrong.find((each) => each !== null) ?? null
}

async function objectionToOne(line: string): Promise<string | null> {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!)
  if (words.length === 0) return null
  const { scripts } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  if (words[0] === 'npm') {
    if (words[1] !== 'run')
      return ['ci', 'test', 'pack', 'install', 'config'].includes(words[1]!) ? null : 'no command of npm'
    const [script, ...rest] = words.slice(2).filter((word) => word !== '--silent')
    if (scripts[script!] === undefined) return 'no script'
    if (rest.length > 0 && rest[0] !== '--') return 'an option before --'
    const args = rest.slice(1)
    if (script === 'yanbao') return objectionToCommand(args)
    return scripts[script!].includes(`cli.js ${script}`) ? objectionToCommand([script!, ...args]) : null
  }
  if (words[0] === 'npx')
    return words[1] === 'yanbao'
      ? objectionToCommand(words.slice(2))
      : words[1] === 'puppeteer'
        ? null
        : 'no program'
  if (words[0] === 'yanbao') return objectionToCommand(words.slice(1))
  if (words[0] === 'node' && words[1] === 'build/cli/cli.js') return objectionToCommand(words.slice(2))
  return programs.includes(words[0]!) ? null : 'no program'
}

async function objectionToCommand([name, ...args]: string[]): Promise<string | null> {
  if (name === undefined || name.startsWith('--'))
    return ['--help', '--version'].includes(name ?? '') ? null : 'no command'
  try {
    const command = commandOf(name, await allCommands())
    if (!args.includes('--help')) argumentsOf(args, name, command)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

type Params = Record<string, { default?: unknown }>

async function kindsWithParams(): Promise<Array<[kind: string, params: Params]>> {
  const folder = join(repository, 'templates/base/kinds')
  const names = await readdir(folder)
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      const head = name.endsWith('.liquid') ? text.split(/^---$/m)[1]! : text.split(/^spec:/m)[0]!
      return [name.replace(/\.\w+$/, ''), parse(head).params as Params] as [string, Params]
    }),
  )
}

/** Every spelling that the vocabulary holds. */
function unitWords(): string[] {
  const { currencies, counters, shares, points, families, derived, otherBases } = vocabulary
  const scales = [vocabulary.hanScales, vocabulary.englishScales, vocabulary.currencyScales].flatMap(
    Object.keys,
  )
  const lines = [
    ...currencies,
    ...counters,
    ...[...shares, ...points].map(([, names]) => names),
    ...families.flatMap(({ symbols, han = '' }) => [symbols, han]),
    ...derived.map(([names]) => names),
    ...otherBases,
  ]
  return [...new Set([...scales, ...lines.flatMap((line) => line.split('|')).filter((word) => word !== '')])]
}
