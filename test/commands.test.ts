/** The command line as it is compiled: what it says of itself, and of words that it does not understand. */
import { execFile } from 'node:child_process'
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { Session } from '../src/session.ts'
import { writeReport } from './report-folder.ts'

const own = join(import.meta.dirname, '..')
const run = promisify(execFile)

interface Said {
  code: number
  stdout: string
  stderr: string
}

const yanbao = (args: string[], cwd = own, env: Record<string, string> = {}): Promise<Said> =>
  run(process.execPath, [join(own, 'build/cli/cli.js'), ...args], {
    cwd,
    env: { ...process.env, ...env },
  })
    .then((said) => ({ code: 0, ...said }))
    .catch((error: Said) => error)

const folders: string[] = []
const emptyFolder = async () => {
  const folder = await writeReport({})
  folders.push(folder)
  return folder
}
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))))

describe('help', () => {
  test('lists every command in a line', async () => {
    const { code, stdout } = await yanbao([])
    const names = [...stdout.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, name]) => name!)
    expect(code).toBe(0)
    expect(names).toEqual(expect.arrayContaining(['new', 'build', 'preview', 'check', 'import']))
    for (const name of names) {
      const { stdout } = await yanbao(['help', name])
      expect(stdout).toMatch(new RegExp(`^Usage: yanbao ${name} `))
      expect((await yanbao([name, '--help'])).stdout).toBe(stdout)
    }
  })

  test('of one command lists its options', async () => {
    expect((await yanbao(['schema', '--help'])).stdout).toContain('--lang')
    expect((await yanbao(['new', '-h'])).stdout).toContain('\n  --lang  zh or en')
  })
})

const chinese = { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' }

test.each([
  [[]],
  ...['new', 'build', 'merge', 'verify', 'preview', 'check', 'explain', 'import', 'schema'].map((name) => [
    [name, '--help'],
  ]),
  [['biuld']],
  [['build', '--shrad']],
  [['build', '--record']],
  [['check', 'a', 'b']],
  [['import']],
  [['new']],
  [['build', '--browser', '/nowhere', '--no-cache']],
])('is said in Chinese where the terminal is: %j', async (args) => {
  const { stdout, stderr } = await yanbao(args, own, chinese)
  const words = (stdout + stderr).replaceAll(/`[^`]*`/g, '')
  expect(words).toMatch(/\p{Script=Han}/u)
  expect(words, 'no English sentence is left').not.toMatch(/[a-z]+ [a-z]+ [a-z]+/)
  const english = await yanbao([...(args.length > 0 ? args : ['help']), '--lang=en'], own, chinese)
  expect(english.stdout + english.stderr).not.toMatch(/\p{Script=Han}{3}/u)
})

test.each([
  [['biuld'], 'Unexpected command `biuld`', 'did you mean `build`?'],
  [['help', 'biuld'], 'Unexpected command `biuld`', 'did you mean `build`?'],
  [['build', '--shrad', '1/2'], 'Unexpected option `--shrad` of `build`', 'did you mean `--shard`?'],
  [['schema', '-x'], 'Unexpected option `-x` of `schema`', 'expected --lang'],
  [['build', '--record'], 'Unexpected `--record` without a value', 'expected FILE'],
  [['build', '--record', '--no-cache'], 'Unexpected `--record` without a value', 'expected FILE'],
  [['build', '--no-cache=yes'], 'Unexpected value of `--no-cache`', 'alone'],
  [['check', 'a', 'b'], 'Unexpected argument `b`', 'one report folder'],
  [['new'], 'Unexpected `new` without a folder', 'its name'],
  [['new', 'a', 'b'], 'Unexpected argument `b`', 'one folder'],
  [['new', 'a', '--lang', 'fr'], 'Unexpected `--lang fr`', 'zh or en'],
])('wrong usage is said in one line: %j', async (args, seen, expected) => {
  const { code, stdout, stderr } = await yanbao(args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^.+\n$/)
  expect(stderr.startsWith(seen), stderr).toBe(true)
  expect(stderr).toContain(expected)
})

describe('new', () => {
  test.each(['zh', 'en'])('writes a report in which nothing is to be mended: %s', async (lang) => {
    const folder = await emptyFolder()
    const { code, stdout } = await yanbao(['new', 'notes/first', '--lang', lang], folder)
    const root = join(folder, 'notes/first')
    expect(code).toBe(0)
    expect(stdout).toContain('yanbao preview notes/first')
    expect(await readFile(join(root, '.gitignore'), 'utf8')).toBe('build/\n')
    const { files, coverage } = await new Session(root).inspect()
    expect(files.flatMap(({ messages }) => messages.map(String))).toEqual([])
    expect(coverage.every(({ share }) => share === null || share === 1)).toBe(true)
    expect(files.find(({ path }) => path === 'templates/mine/template.yaml')).toBeDefined()
  })

  test('speaks the language of the terminal', async () => {
    const folder = await emptyFolder()
    for (const [name, LANG] of Object.entries({ a: 'en_GB.UTF-8', b: 'zh_CN.UTF-8', c: 'C' }))
      await yanbao(['new', name], folder, { LC_ALL: '', LC_MESSAGES: '', LANG })
    const titleOf = async (name: string) =>
      /^title: (.*)$/m.exec(await readFile(join(folder, name, 'report.yaml'), 'utf8'))![1]!
    expect(await titleOf('a')).toMatch(/^[\x20-\x7e]+$/)
    for (const name of ['b', 'c']) expect(await titleOf(name)).toMatch(/^\p{Script=Han}/u)
  })

  test('leaves what is there as it is', async () => {
    const folder = await emptyFolder()
    await writeFile(join(folder, 'mine'), 'text')
    for (const place of ['.', 'mine']) {
      const { code, stderr } = await yanbao(['new', place], folder)
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `Unexpected \`${place}\` that is there already, expected a new folder or an empty one\n`,
      })
    }
    expect(await readdir(folder)).toEqual(['mine'])
  })
})

test('the package that npm makes has all that it takes to build a report', async () => {
  const folder = await emptyFolder()
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: own,
  })
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: Array<{ path: string }> }]
  await run('tar', ['xzf', filename], { cwd: folder })
  const home = join(folder, 'package')
  await symlink(join(own, 'node_modules'), join(home, 'node_modules'))
  expect(files.map(({ path }) => path.split('/')[0])).not.toContain('test')
  const cli = join(home, 'build/cli/cli.js')
  await run(process.execPath, [cli, 'new', 'report'], { cwd: folder })
  await run(process.execPath, [cli, 'build', 'report'], { cwd: folder })
  expect(await readdir(join(folder, 'report/build'))).toEqual(
    expect.arrayContaining(['html', 'manifest.json', 'report-data.xlsx', 'report.pdf']),
  )
})
