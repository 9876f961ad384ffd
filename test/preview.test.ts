/** The preview as a browser meets it: addresses, events, and whatever way editors save. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPdf } from '../src/6-print/pdf/read.ts'
import { type Preview, preview } from '../src/preview/index.ts'
import { updateOf } from '../src/preview/update.ts'
import { sample, writeReport } from './report-folder.ts'

const cli = join(import.meta.dirname, '../build/cli/cli.js')
const chapter = 'chapters/01-market.md'

let root: string
let running: Preview
beforeAll(async () => {
  root = await writeReport(sample)
  running = await preview(root, { host: '127.0.0.1', port: 0, browser: undefined })
})
afterAll(async () => {
  await running.close()
  await rm(root, { recursive: true })
})

interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** The address of something in the preview, whose key it knows. */
const inside = (path: string) => new URL(running.url).pathname.slice(0, -1) + path

const ask = (path: string, headers?: Record<string, string>, body?: string) =>
  askAt(inside(path), headers, body)

/** Node's own `fetch` does not let a request lie about its host. */
async function askAt(path: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
  const call = request({ port: running.port, path, method: body === undefined ? 'GET' : 'POST', headers })
  call.end(body)
  const [response] = await once(call, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: response.statusCode, headers: response.headers, text }
}

interface Event {
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: every event has a shape of its own
  data: any
}

const streams: Array<() => void> = []
afterEach(() => {
  for (const close of streams.splice(0)) close()
})

/** Listens; `next` resolves with the next event that is as wanted, those that have come already included. */
async function listen(query = '') {
  const call = get({ port: running.port, path: inside(`/events${query}`) })
  const [response] = await once(call, 'response')
  streams.push(() => call.destroy())
  const events: Event[] = []
  let wake = () => {}
  let text = ''
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    const parts = text.split('\n\n')
    text = parts.pop()!
    for (const part of parts) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? []
      if (name) events.push({ name, data: JSON.parse(data!) })
    }
    wake()
  })
  response.on('error', () => {})
  const next = async (name: string, wanted: (data: Event['data']) => boolean = () => true) => {
    for (;;) {
      const at = events.findIndex((event) => event.name === name && wanted(event.data))
      if (at >= 0) return events.splice(0, at + 1).at(-1)!.data
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  // Everything that is sent on connection.
  await next('paper')
  return { events, next }
}

const write = (text: string, path = chapter) => writeFile(join(root, path), text)
const isEdit = ({ base, version }: { base: number; version: number }) => version > base

describe('addresses', () => {
  test('the app, the report and its fonts, data and pictures', async () => {
    const page = await ask('/report/')
    expect(page.text).toContain('<!--slot 01-market-->')
    const [font] = /fonts\/[\w-]+\.woff2/.exec(page.text)!
    const [csv] = /data\/[\w-]+\.csv/.exec(page.text)!
    const [picture] = /assets\/[\w.]+/.exec(page.text)!
    for (const path of ['/', `/report/${font}`, `/report/${csv}`, `/report/${picture}`]) {
      expect((await ask(path)).status, path).toBe(200)
      expect((await askAt(path)).status, path).toBe(404)
    }
    for (const path of ['/client/app.js', '/client/app.css'])
      expect((await askAt(path)).status, path).toBe(200)
    for (const library of ['idiomorph.js', 'pdf.mjs', 'pdf.worker.mjs', 'pdf_viewer.mjs', 'pdf_viewer.css']) {
      expect((await askAt(`/vendor/${library}`)).headers['content-type']).toMatch(/^text\//)
    }
  })

  test.each([
    '/report/../report.yaml',
    '/report/..%2Freport.yaml',
    '/client/..%2F..%2Fcli.ts',
    '/vendor/../package.json',
    '/vendor/cmaps/..%2F..%2Fpackage.json',
    '/chapters/01-market.md',
    '/report.yaml',
    '//etc/passwd',
  ])('nothing else: %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
    expect((await askAt(path)).status).toBe(404)
  })

  test('nothing of the report is told without the key', async () => {
    const headers = { 'content-type': 'application/json', origin: `http://localhost:${running.port}` }
    const body = JSON.stringify({ file: chapter, line: 1, column: 1 })
    const host = { host: `localhost:${running.port}` }
    const [, key = ''] = inside('/').split('/')
    const wrong = `${key.slice(0, -1)}${key.endsWith('x') ? 'y' : 'x'}`
    for (const start of ['', `/${key.slice(1)}`, `/${wrong}`, `/x/${key}`, `/${key}x`]) {
      for (const path of ['/', '/report/', '/report.pdf', '/events'])
        expect((await askAt(start + path)).status, start + path).toBe(404)
      expect((await askAt(`${start}/open`, { ...headers, ...host }, body)).status).toBe(403)
    }
  })

  test('two reports have different keys, and each keeps its own', async () => {
    const other = await writeReport(sample)
    const options = { host: '127.0.0.1', port: 0, browser: undefined }
    const previews = [await preview(other, options), await preview(root, options)]
    const [first, second] = previews.map(({ url }) => new URL(url).pathname)
    expect(first).not.toBe(inside('/'))
    expect(second).toBe(inside('/'))
    await Promise.all(previews.map((each) => each.close()))
    await rm(other, { recursive: true })
  })

  test('every answer comes with a policy, under which nothing of the report runs', async () => {
    const page = (await ask('/report/')).text
    const beside = [...page.matchAll(/(?:fonts|data|assets)\/[\w.-]+\.\w+/g)].map(([path]) => path)
    expect(beside.some((path) => path.endsWith('.svg'))).toBe(true)
    for (const path of new Set(beside)) {
      const { headers } = await ask(`/report/${path}`)
      expect(headers['content-security-policy'], path).toMatch(/^default-src 'none';.* sandbox$/)
    }
    const answers = await Promise.all([
      ...['/', '/report/', '/nothing', '/report.pdf'].map((path) => ask(path)),
      ...['/', '/client/app.js', '/vendor/pdf.mjs', '/vendor/none'].map((path) => askAt(path)),
      ask('/report/', { host: 'evil.example' }),
      ask('/open', { 'content-type': 'application/json' }, '{}'),
    ])
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toMatch(/^default-src '(?:none|self)'/)
      expect(headers['content-security-policy']).toContain('frame-ancestors')
      expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  })

  test('a name that leads here but is not ours is refused', async () => {
    expect((await ask('/report/', { host: `evil.example:${running.port}` })).status).toBe(403)
    expect((await ask('/events', { host: 'evil.example' })).status).toBe(403)
    expect((await ask('/report/', { host: `localhost:${running.port}` })).status).toBe(200)
  })

  test('a page of somebody else opens no editor', async () => {
    const body = JSON.stringify({ file: chapter, line: 1, column: 1 })
    const type = { 'content-type': 'application/json' }
    expect((await ask('/open', { ...type, origin: 'https://evil.example' }, body)).status).toBe(403)
    expect((await ask('/open', type, body)).status).toBe(403)
  })

  test('a taken port means the next one', async () => {
    const other = createServer()
    await once(other.listen(0, '127.0.0.1'), 'listening')
    const { port } = other.address() as AddressInfo
    const second = await preview(root, { host: '127.0.0.1', port, browser: undefined })
    expect(second.port).toBeGreaterThan(port)
    await second.close()
    other.close()
  })
})

describe('the editor', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yanbao-editor-'))
    const program = join(folder, 'code')
    await writeFile(program, `#!/bin/sh\necho "$@" > ${join(folder, 'opened')}\n`)
    await chmod(program, 0o755)
    process.env.LAUNCH_EDITOR = program
  })
  afterAll(async () => {
    delete process.env.LAUNCH_EDITOR
    await rm(folder, { recursive: true })
  })

  const open = (body: unknown) =>
    ask(
      '/open',
      {
        'content-type': 'application/json',
        origin: `http://localhost:${running.port}`,
        host: `localhost:${running.port}`,
      },
      JSON.stringify(body),
    )

  test('opens a file of the report at its line', async () => {
    expect((await open({ file: chapter, line: 3, column: 2 })).status).toBe(204)
    expect(await readFile(join(folder, 'opened'), 'utf8')).toMatch(/01-market\.md:3:2/)
  })

  test.each(['null', '7', '"text"', '{', ' '.repeat(20_000), `{"file": "${'x'.repeat(20_000)}"}`])(
    'is asked for by a short mapping alone',
    async (body) => {
      const host = `localhost:${running.port}`
      const headers = { 'content-type': 'application/json', origin: `http://${host}`, host }
      expect((await ask('/open', headers, body)).status).toBe(400)
    },
  )

  test.each(['../package.json', '/etc/passwd', 'chapters/none.md', 'yanbao:templates/base/print.liquid'])(
    'opens nothing else: %s',
    async (file) => {
      expect((await open({ file, line: 1, column: 1 })).status).toBe(404)
    },
  )
})

describe('a save', () => {
  test('sends the block that has changed, and where the others are now', async () => {
    const { next } = await listen()
    await write(sample[chapter]!.replace('# 市场', '\n# 市场').replace('说明文字。', '改过的文字。'))
    const { slots, shell } = await next('page', isEdit)
    expect(shell).toBeNull()
    expect(slots['01-market'].filter((block: unknown) => typeof block === 'string')).toEqual([
      '<p>改过的文字。</p>',
    ])
    expect(Object.keys(slots)).toEqual(['01-market'])
    const places = await next('places')
    expect(places.slots['01-market'].lines[0]).toEqual([2, 2])
  })

  test('with a mistake keeps the last good page, and says where it is', async () => {
    const { next } = await listen()
    await write(
      sample[chapter]!.replace('kind=bar-growth', 'kind=bar-grwth').replace('(#fig-stages)', '(#fig-stage)'),
    )
    const { mistakes, version } = await next('messages', ({ mistakes }) => mistakes.length > 0)
    expect(mistakes).toMatchObject([
      { file: chapter, line: 3, rule: 'reference-unknown', severity: 'error', quote: '[](#fig-stage)' },
      { file: chapter, line: 7, rule: 'kind-unknown' },
    ])
    expect((await ask('/report/')).text).toContain(`content="${version}"`)
    expect((await ask('/report/')).text).toContain('fig-stages')
    await write(sample[chapter]!)
    expect((await next('messages', ({ mistakes }) => mistakes.length === 0)).mistakes).toEqual([])
  })

  test('is followed by the findings, with the block they are about', async () => {
    const { next } = await listen()
    await write(sample[chapter]!.replace('说明文字。', '规模为 156 十亿美元。'))
    const { findings } = await next('messages', ({ findings }) =>
      findings.some(({ rule }: { rule: string }) => rule === 'numeral-unbound'),
    )
    const unbound = findings.find(({ rule }: { rule: string }) => rule === 'numeral-unbound')
    expect(unbound).toMatchObject({ slot: '01-market', quote: '156 十亿美元' })
  })

  test.each<[string, (text: string, path: string) => Promise<void>]>([
    [
      'by renaming a new file over the old one',
      async (text, path) => {
        await writeFile(`${path}.tmp`, text)
        await rename(`${path}.tmp`, path)
      },
    ],
    [
      'by moving the old one away first',
      async (text, path) => {
        await rename(path, `${path}~`)
        await writeFile(path, text)
        await rm(`${path}~`)
      },
    ],
    [
      'with Windows line ends and a byte order mark',
      (text, path) => writeFile(path, `\ufeff${text.replaceAll('\n', '\r\n')}`),
    ],
    [
      'in two steps',
      async (text, path) => {
        await writeFile(path, '')
        await new Promise((resolve) => setTimeout(resolve, 40))
        await writeFile(path, text)
      },
    ],
    [
      'by deleting it, and writing it later',
      async (text, path) => {
        await rm(path)
        await new Promise((resolve) => setTimeout(resolve, 300))
        await writeFile(path, text)
      },
    ],
  ])('is seen when an editor saves %s', async (how, save) => {
    const { next } = await listen()
    await save(sample[chapter]!.replace('说明文字。', `${how}。`), join(root, chapter))
    const { slots, shell } = await next(
      'page',
      ({ slots, shell }) => JSON.stringify([slots, shell]).includes(how) || shell,
    )
    expect(slots['01-market'] ?? shell).toBeDefined()
    await expect.poll(async () => (await ask('/report/')).text).toContain(`<p>${how}。</p>`)
    expect(running.mistakes()).toBe(0)
  })

  test('of several files at once makes one page', async () => {
    const { next, events } = await listen()
    await Promise.all([
      write(sample[chapter]!.replace('说明文字。', '一处。')),
      write(`${sample['chapters/02-data.md']}\n又一处。\n`, 'chapters/02-data.md'),
      write(sample['datasets/market.yaml']!.replace('[2022, 100]', '[2022, 101]'), 'datasets/market.yaml'),
    ])
    const { slots } = await next('page', isEdit)
    expect(Object.keys(slots)).toEqual(['00-cover/rail', '01-market', '02-data'])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(events.filter(({ name }) => name === 'page')).toEqual([])
  })

  test('a hundred times in a second makes a page after the last, and next to none before', async () => {
    const { next, events } = await listen()
    for (let count = 1; count <= 100; count++) {
      await write(sample[chapter]!.replace('说明文字。', `第${count}次保存。`))
      await new Promise((resolve) => setTimeout(resolve, 8))
    }
    let pages = 0
    let text = ''
    while (!text.includes('第100次保存。')) {
      text = JSON.stringify((await next('page', isEdit)).slots)
      pages++
    }
    // A busy machine may make a pause between two of them.
    expect(pages).toBeLessThan(20)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(events.filter(({ name }) => name === 'page')).toEqual([])
  })

  test('while a page is being built makes another one', async () => {
    await write(sample[chapter]!.replace('说明文字。', '第一次。'))
    await new Promise((resolve) => setTimeout(resolve, 30))
    await write(sample[chapter]!.replace('说明文字。', '第二次。'))
    await expect.poll(async () => (await ask('/report/')).text).toContain('<p>第二次。</p>')
  })

  test('of what is no part of the report makes nothing', async () => {
    const { events } = await listen()
    await write('x', 'notes.txt')
    await write('x', 'chapters/.01-market.md.swp')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(events.filter(({ name }) => name === 'page')).toEqual([])
  })
})

describe('the paper', () => {
  test('is printed for those who look at it, and again after a save', async () => {
    const { next } = await listen('?paper=1')
    const first = await next('paper', ({ state }) => state === 'ready')
    await write(
      `${sample['chapters/02-data.md']}\n${'只在纸上多出一页的文字。'.repeat(200)}\n`,
      'chapters/02-data.md',
    )
    const second = await next('paper', ({ state, print }) => state === 'ready' && print > first.print)
    const reply = await fetch(`${running.url}report.pdf?print=${second.print}`)
    const document = await openPdf(new Uint8Array(await reply.arrayBuffer()))
    expect(document.numPages).toBeGreaterThan(3)
    const { targets } = await next('targets')
    expect(targets.find(({ id }: { id: string }) => id === 'fig-market').page).toBeGreaterThan(1)
    await document.loadingTask.destroy()
  })

  test('has mistakes of its own, which are listed', async () => {
    const { next } = await listen('?paper=1')
    await next('paper', ({ state }) => state === 'ready')
    await mkdir(join(root, 'templates/own'), { recursive: true })
    await write('extends: house\n', 'templates/own/template.yaml')
    await write('<html>{{ report.tilte }}</html>', 'templates/own/print.liquid')
    await write(`${sample['report.yaml']}template: own\n`, 'report.yaml')
    await next('paper', ({ state }) => state === 'failed')
    const { mistakes } = await next('messages', ({ mistakes }) => mistakes.length > 0)
    expect(mistakes).toMatchObject([{ file: 'templates/own/print.liquid', rule: 'template-invalid' }])
    await write(sample['report.yaml']!, 'report.yaml')
    await next('paper', ({ state }) => state === 'ready')
    await next('messages', ({ mistakes }) => mistakes.length === 0)
    await rm(join(root, 'templates'), { recursive: true })
  })

  test('is proved; its mistakes stay until it is right', async () => {
    const cover = 'chapters/00-cover.md'
    const { next } = await listen('?paper=1')
    const isOver = ({ mistakes }: { mistakes: Array<{ rule: string }> }) =>
      mistakes.some(({ rule }) => rule === 'cover-overflow')
    await write(`${sample[cover]}\n${'- 产业用户行业文字可以复制。\n'.repeat(80)}`, cover)
    const { mistakes } = await next('messages', isOver)
    expect(mistakes).toMatchObject([{ rule: 'cover-overflow', file: cover }])
    // What follows shows the same page, and prints nothing.
    await write(`${sample[chapter]}\n\n`)
    await next('messages', (messages) => !isOver(messages))
    await next('messages', isOver)
    await write(sample[cover]!, cover)
    await next('paper', ({ state }) => state === 'ready')
    await next('messages', (messages) => !isOver(messages))
  })
})

describe('the command', () => {
  test('says where it is, and ends with its browser on Ctrl-C', async () => {
    const child = spawn(process.execPath, [cli, 'preview', root, '--no-open', '--port', '0'])
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    await expect.poll(() => said, { timeout: 20_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\S+\//)
    const [url] = /http:\/\/127\.0\.0\.1:\d+\/\S+\//.exec(said)!
    const call = get(`${url}events?paper=1`)
    const [response] = await once(call, 'response')
    response.on('error', () => {})
    let text = ''
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    await expect.poll(() => text, { timeout: 30_000 }).toContain('"state":"ready"')
    const browsers = await childrenOf(child.pid!)
    expect(browsers.length).toBeGreaterThan(0)
    child.kill('SIGINT')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    await expect.poll(async () => (await Promise.all(browsers.map(isAlive))).filter(Boolean)).toEqual([])
  })

  test.each([
    ['--port', 'x'],
    ['--port', '70000'],
  ])('%s %s is wrong usage', async (...options) => {
    const run = promisify(execFile)(process.execPath, [cli, 'preview', root, '--no-open', ...options])
    await expect(run).rejects.toMatchObject({ code: 2 })
  })

  const childrenOf = async (pid: number) =>
    (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(/\s+/).filter(Boolean)
  /** A process that has ended and not been waited for is no more. */
  const isAlive = async (pid: string) =>
    !/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tZ'))
})

/** The desk as a program of its own: what a test runner keeps would hide what the desk keeps. */
async function bundledDesk(): Promise<string> {
  // Beside the packages that it is given, and out of what a build delivers.
  const dir = join(import.meta.dirname, '../node_modules/.cache/yanbao-desk')
  const bundle = await rolldown({
    input: join(import.meta.dirname, '../src/preview/desk.ts'),
    platform: 'node',
    external: (name) => !name.startsWith('.') && !isAbsolute(name),
  })
  await bundle.write({ dir, cleanDir: true })
  await bundle.close()
  return join(dir, 'desk.js')
}

test('five hundred rebuilds keep no more than twenty', async () => {
  const script = `
    const { Desk } = await import(${JSON.stringify(await bundledDesk())})
    const { readFileSync, writeFileSync } = await import('node:fs')
    const path = ${JSON.stringify(join(root, chapter))}
    const text = readFileSync(path, 'utf8')
    const desk = new Desk(${JSON.stringify(root)}, null)
    const kept = []
    for (let count = 1; count <= 500; count++) {
      writeFileSync(path, text + '\\n第' + count + '段。\\n')
      await desk.rebuild()
      desk.review()
      desk.edition()
      if (count === 20 || count === 500) { gc(); kept.push(process.memoryUsage().heapUsed) }
    }
    writeFileSync(path, text)
    console.log(JSON.stringify(kept))`
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--input-type=module',
    '-e',
    script,
  ])
  const [after20, after500] = JSON.parse(stdout)
  expect(after500 / after20).toBeLessThan(1.3)
})

test.each([
  ['nothing', ['a', 'b'], ['a', 'b'], null],
  ['a change', ['a', 'b', 'c'], ['a', 'x', 'c'], [0, 'x', 2]],
  ['a block more', ['a', 'b'], ['a', 'x', 'b'], [0, 'x', 1]],
  ['a block less', ['a', 'b', 'c'], ['a', 'c'], [0, 2]],
  ['two that change places', ['a', 'b', 'c', 'd'], ['a', 'c', 'b', 'd'], [0, 2, 'b', 3]],
  ['the same block again', ['a', 'a'], ['a', 'a', 'a'], [0, 1, 'a']],
  ['all new', [], ['a'], ['a']],
])('an update for %s', (_, before, after, slot) => {
  const page = (blocks: string[]) => ({
    shell: '',
    slots: [{ name: 's', chapter: null as never, blocks, places: [] }],
  })
  expect(updateOf(page(before), page(after))).toEqual(slot && { shell: null, slots: { s: slot } })
})
