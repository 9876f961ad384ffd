/** The compiler as it is bundled into build/cli: it starts, with little, and finds what lies beside it. */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const own = join(import.meta.dirname, '..')
const out = join(own, 'build/cli')
const names = (await readdir(out)).filter((name) => name.endsWith('.js'))
const texts = new Map<string, string>()
for (const name of names) texts.set(name, await readFile(join(out, name), 'utf8'))
const { version, dependencies, optionalDependencies } = JSON.parse(
  await readFile(join(own, 'package.json'), 'utf8'),
)

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(out, 'cli.js'), ...args], { cwd: tmpdir() })

test('it starts in any folder', async () => {
  expect((await run('--version')).stdout).toBe(`${version}\n`)
  expect((await run('--help')).stdout).toContain('Usage: yanbao')
  await expect(run('nonsense')).rejects.toMatchObject({ code: 2 })
})

test('help and wrong usage wait for no room', async () => {
  const loaded = new Set(['cli.js'])
  for (const name of loaded)
    for (const [, next] of texts.get(name)!.matchAll(/^import .*"\.\/([\w.-]+)";$/gm)) loaded.add(next!)
  const sizes = [...loaded].map((name) => texts.get(name)!.length)
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(200_000)
})

test('what is sent to the tab is what was written', async () => {
  const tab = join(own, 'src/6-print/pages/tab')
  const functions = await readdir(tab)
  expect(await readdir(join(out, 'tab'))).toEqual(functions)
  for (const name of functions)
    expect(await readFile(join(out, 'tab', name), 'utf8')).toBe(await readFile(join(tab, name), 'utf8'))
})

test('what stays outside is installed for users too', () => {
  const outside = [...texts.values()]
    .flatMap((text) => [...text.matchAll(/(?:^import .*|\bimport\()"([\w@][\w@:./-]*)"/gm)])
    .map(([, name]) => name!)
    .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
    // Vega does without where there is none.
    .filter((name) => name !== 'canvas')
  expect(outside).toContain('subset-font')
  const installed = { ...dependencies, ...optionalDependencies }
  for (const name of outside) expect(installed, name).toHaveProperty([name])
})
