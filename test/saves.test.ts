/** Whatever the rhythm of saves, the page ends at what the disk holds. */
import { rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Disk } from '../src/1-load/disk.ts'
import { Folder } from '../src/1-load/folder.ts'
import { type Preview, preview } from '../src/preview/index.ts'
import { sample, writeReport } from './report-folder.ts'

/** A file that is written: in which way, and how long after the one before, in ms. */
interface Save {
  path: string
  text: string
  how: How
  after: number
}

const ways = ['in place', 'in two steps', 'renamed over', 'moved away', 'appended'] as const
type How = (typeof ways)[number]

/** Runs beside the reader, as an editor does: a save may come at any moment of a reading. */
const editor = new Worker(
  `
  const { parentPort } = require('node:worker_threads')
  const { appendFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')
  const sleep = (ms) => ms > 0 && Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  const save = {
    'in place': (path, text) => writeFileSync(path, text),
    'in two steps': (path, text) => {
      writeFileSync(path, '')
      sleep(Math.random() * 20)
      writeFileSync(path, text)
    },
    'renamed over': (path, text) => {
      writeFileSync(path + '.tmp', text)
      renameSync(path + '.tmp', path)
    },
    'moved away': (path, text) => {
      renameSync(path, path + '~')
      writeFileSync(path, text)
      rmSync(path + '~')
    },
    appended: (path, text) => {
      const middle = text.lastIndexOf('\\n', text.length / 2)
      writeFileSync(path, text.slice(0, middle))
      appendFileSync(path, text.slice(middle))
    },
  }
  parentPort.on('message', (saves) => {
    for (const { path, text, how, after } of saves) {
      sleep(after)
      save[how](path, text)
    }
    parentPort.postMessage('done')
  })
  `,
  { eval: true },
)
afterAll(() => editor.terminate())

function carryOut(saves: Save[]): Promise<void> {
  return new Promise((resolve) => {
    editor.once('message', () => resolve())
    editor.postMessage(saves)
  })
}

/** Numbers of a seed, 0 to less than 1, so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const pick = <T>(items: readonly T[], next: () => number) => items[Math.floor(next() * items.length)]!

let root: string
beforeAll(async () => {
  root = await writeReport(sample)
})
afterAll(() => rm(root, { recursive: true }))

describe('what is remembered of a file', () => {
  const path = 'chapters/01-market.md'

  test('is what the disk holds after each of two thousand saves that come while it is read', async () => {
    const next = random(1)
    const disk = new Disk()
    const read = async () => {
      disk.turn()
      return String((await Folder.open(root, disk)).text(path))
    }
    for (let round = 1; round <= 40; round++) {
      const saves = Array.from({ length: 50 }, (_, index): Save => {
        // The same length each time: nothing but the bytes tells one from the other.
        const text = `# ${String(round * 100 + index).padStart(4, '0')}\n\n文字。\n`
        return { path: join(root, path), text, how: pick(ways.slice(2), next), after: next() < 0.1 ? 1 : 0 }
      })
      let isOver = false
      const over = carryOut(saves).then(() => {
        isOver = true
      })
      while (!isOver) {
        await read()
        await new Promise(setImmediate)
      }
      await over
      expect(await read()).toBe(saves.at(-1)!.text)
    }
  })

  test.each(['\r\n', '\r'])('is the same text with line ends %j as with those of Unix', async (end) => {
    const folder = await Folder.open(root, new Disk())
    await writeFile(join(root, path), `\ufeff# A${end}${end}B${end}`)
    expect(String(folder.text(path))).toBe('# A\n\nB\n')
    await writeFile(join(root, path), sample[path]!)
  })

  test('is the same object where the same bytes were written again', async () => {
    const disk = new Disk()
    const folder = await Folder.open(root, disk)
    const before = folder.text(path)
    await writeFile(join(root, path), String(before))
    expect(folder.text(path)).toBe(before)
    expect(disk.holds()).toBe(true)
  })

  test.each<[string, (folder: Folder) => unknown, path: string]>([
    ['a text', (folder) => folder.text(path), path],
    ['bytes', (folder) => folder.bytes('chapters/square.svg'), 'chapters/square.svg'],
    ['a file that was missing', (folder) => folder.text('chapters/98.md'), 'chapters/98.md'],
    ['a list', (folder) => folder.list('chapters', ['.md']), 'chapters/97.md'],
    ['a place', (folder) => folder.has('templates'), 'templates'],
  ])('does not hold when it is %s and changes', async (_, ask, changed) => {
    const disk = new Disk()
    await ask(await Folder.open(root, disk))
    expect(disk.holds()).toBe(true)
    await writeFile(join(root, changed), 'changed')
    expect(disk.holds()).toBe(false)
    await rm(join(root, changed))
    if (sample[changed]) await writeFile(join(root, changed), sample[changed])
  })

  test('is not empty while an editor writes it anew, and is when it stays so', async () => {
    const disk = new Disk()
    const folder = await Folder.open(root, disk)
    await writeFile(join(root, path), sample[path]!)
    const before = folder.text(path)
    await writeFile(join(root, path), '')
    expect(folder.text(path)).toBe(before)
    await expect.poll(() => disk.holds()).toBe(false)
    expect(String(folder.text(path))).toBe('')
    await writeFile(join(root, path), sample[path]!)
  })
})

describe('the page', () => {
  /** Where each of these files says a word, and how the page shows it. */
  const places: Record<string, (word: string) => string> = {
    'chapters/00-cover.md': (word) => sample['chapters/00-cover.md']!.replace('**要点**', `**${word}**`),
    'chapters/01-market.md': (word) => sample['chapters/01-market.md']!.replace('说明文字。', word),
    'chapters/02-data.md': (word) => `${sample['chapters/02-data.md']}\n${word}\n`,
    'chapters/99-back.md': (word) => sample['chapters/99-back.md']!.replace('占位文字。', word),
    'datasets/market.yaml': (word) =>
      sample['datasets/market.yaml']!.replace('label: 规模', `label: ${word}`),
  }
  const paths = Object.keys(places)

  let running: Preview
  beforeAll(async () => {
    for (const [path, text] of Object.entries(sample)) await writeFile(join(root, path), text)
    running = await preview(root, { host: '127.0.0.1', port: 0, browser: undefined })
  })
  afterAll(() => running.close())

  const wordsShown = async () => {
    const page = await (await fetch(`${running.url}report/`)).text()
    return [...new Set(page.match(/(?:word|endless)\d+/g))].sort()
  }

  const words = new Map<string, string>()
  let count = 0
  /** Carries out saves that each say a word of their own, and waits until the page says the last of each file. */
  async function follow(saves: Array<Omit<Save, 'text'>>): Promise<void> {
    const told = saves.map((save) => {
      const word = `word${count++}`
      words.set(save.path, word)
      return { ...save, path: join(root, save.path), text: places[save.path]!(word) }
    })
    await carryOut(told)
    await expect.poll(wordsShown, { timeout: 10_000, interval: 15 }).toEqual([...words.values()].sort())
    expect(running.mistakes()).toBe(0)
  }

  test.each<[string, bursts: number, saves: number, pause: number]>([
    ['a few saves, each on its own', 8, 5, 130],
    ['some, each while the one before is being built', 15, 12, 30],
    ['many, as fast as they can', 10, 150, 0],
  ])('after %s', async (_, bursts, saves, pause) => {
    const next = random(bursts)
    for (let burst = 1; burst <= bursts; burst++) {
      await follow(
        Array.from({ length: saves }, () => ({
          path: pick(paths, next),
          how: pick(ways, next),
          after: next() * pause,
        })),
      )
    }
  })

  test('after two files at the same moment, the first of them written back', async () => {
    for (let burst = 1; burst <= 20; burst++) {
      const [first, second] = ['chapters/01-market.md', 'chapters/02-data.md']
      const how = 'in place'
      await follow([
        { path: first!, how, after: 0 },
        { path: second!, how, after: burst },
        { path: first!, how, after: 0 },
      ])
    }
  })

  test('in the midst of saves that do not end', async () => {
    let isOver = false
    const path = 'chapters/02-data.md'
    const endless = async () => {
      for (let count = 1; !isOver; count++) {
        await writeFile(join(root, path), places[path]!(`endless${count}`))
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
    }
    const over = endless()
    await expect
      .poll(async () => (await wordsShown()).some((word) => word.startsWith('endless')), { timeout: 4000 })
      .toBe(true)
    isOver = true
    await over
  })
})

describe('without a word from the system', () => {
  const close: Array<() => Promise<void>> = []
  afterEach(async () => {
    for (const end of close.splice(0)) await end()
  })

  test('the page follows a file that only a link leads to', async () => {
    const { 'chapters/02-data.md': text, ...others } = sample
    const root = await writeReport({ ...others, 'texts/data.md': text! })
    await symlink('../texts/data.md', join(root, 'chapters/02-data.md'))
    const running = await preview(root, { host: '127.0.0.1', port: 0, browser: undefined })
    close.push(
      () => running.close(),
      () => rm(root, { recursive: true }),
    )
    for (const word of ['word1', 'word2']) {
      await writeFile(join(root, 'texts/data.md'), `${text}\n${word}\n`)
      await expect
        .poll(async () => (await fetch(`${running.url}report/`)).text(), { timeout: 10_000 })
        .toContain(word)
    }
  })
})
