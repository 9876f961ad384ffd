/**
 * `npm run compile`: src and its packages, bundled into build/cli, so that a command reads a handful of files and not
 * 1,500 small modules. Types are left out and not checked. Where everything has the content that the bundle was made of,
 * it stays.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'

const root = import.meta.dirname
const out = join(root, 'build/cli')
/** Written last: `{sources, bundle}`, the hash of what the bundle was made of and the hash of what came out. */
const seal = join(out, 'bundle.json')

/** Packages that look for files of their own beside their code, and what only some machines need. */
const external = ['subset-font', 'open', 'puppeteer', 'canvas']

/**
 * What is sent to the browser's tab is the text of a function: these files are taken over as they are.
 *
 * @type {import('rolldown').Plugin}
 */
const tabFunctions = {
  name: 'tab-functions',
  resolveId: {
    filter: { id: /\/tab\/[\w-]+\.js$/ },
    async handler(id) {
      const name = `tab/${basename(id)}`
      const source = await readFile(join(root, 'src/6-print/pages', name), 'utf8')
      this.emitFile({ type: 'asset', fileName: name, source })
      return { id: `./${name}`, external: true }
    },
  },
}

/**
 * pdfjs loads a canvas, 30 MB of native code, for three classes that it draws with; text is read without them.
 *
 * @type {import('rolldown').Plugin}
 */
const withoutCanvas = {
  name: 'without-canvas',
  transform: {
    filter: { id: /\/pdfjs-dist\/legacy\/build\/pdf\.mjs$/ },
    handler(code) {
      const [before, after, ...more] = code.split('canvas = require("@napi-rs/canvas");\n    }')
      if (after === undefined || more.length > 0) throw new Error('pdfjs loads its canvas in another way now')
      return `${before}canvas = { DOMMatrix: class {}, ImageData: class {}, Path2D: class {} };\n    }${after}`
    },
  },
}

/** What Node does itself is faster there, and a program that downloads no browser needs no proxy. */
const shorter = {
  'brotli/decompress.js': "module.exports = (bytes) => require('node:zlib').brotliDecompressSync(bytes)",
  'tiny-inflate': `const { inflateRawSync } = require('node:zlib')
    module.exports = (bytes, out) => {
      out.set(inflateRawSync(bytes))
      return out
    }`,
  'proxy-agent': 'exports.ProxyAgent = class {}',
}

/**
 * Shorter programs in place of some packages.
 *
 * @type {import('rolldown').Plugin}
 */
const shortened = {
  name: 'shortened',
  resolveId(id) {
    return Object.hasOwn(shorter, id) ? `\0${id}.cjs` : null
  },
  load(id) {
    return shorter[id.slice(1, -4)] ?? null
  },
}

const sources = await sourceFiles()
const sourceHash = await hashOf(sources)
if (!(await isSealed())) await bundle()

/** What decides the bundle: our own files, and the packages as they are installed. The browser's side is served as it is. */
async function sourceFiles() {
  const files = await readdir(join(root, 'src'), { recursive: true })
  const ours = files.filter((path) => /\.[jt]s$/.test(path) && !/^preview[/\\]client/.test(path)).sort()
  const packages = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json']
  return [
    import.meta.filename,
    ...packages.map((path) => join(root, path)),
    ...ours.map((path) => join(root, 'src', path)),
  ]
}

async function isSealed() {
  const text = await readFile(seal, 'utf8').catch(() => '{}')
  return text === JSON.stringify({ sources: sourceHash, bundle: await hashOf(await bundledFiles()) })
}

/** Every file of the output but the seal. */
async function bundledFiles() {
  const entries = await readdir(out, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name))
  return paths.filter((path) => path !== seal).sort()
}

/** Of paths and contents; a file that is not there is an empty one. */
async function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const content = await readFile(path).catch(() => '')
    hash.update(`${path.slice(root.length)} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

async function bundle() {
  const { rolldown } = await import('rolldown')
  const made = await rolldown({
    cwd: root,
    platform: 'node',
    input: { cli: 'src/cli.ts', drawing: 'src/studio/drawing.ts' },
    external,
    plugins: [tabFunctions, withoutCanvas, shortened],
    onLog(_level, { message }) {
      throw new Error(message)
    },
  })
  const { output } = await made.generate({
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    comments: { jsdoc: false, annotation: false },
  })
  await made.close()
  for (const { fileName, code, source } of output) await put(join(out, fileName), code ?? source)
  await removeAllBut(output.map(({ fileName }) => join(out, fileName)))
  await put(seal, JSON.stringify({ sources: sourceHash, bundle: await hashOf(await bundledFiles()) }))
}

/** In one step: a command that runs meanwhile reads the old file or the new one. */
async function put(path, content) {
  const half = join(root, 'build', `${basename(path)}.${process.pid}`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(half, content)
  await rename(half, path)
}

async function removeAllBut(kept) {
  for (const name of await readdir(out, { recursive: true })) {
    const path = join(out, name)
    const stays = kept.some((each) => each === path || each.startsWith(path + sep))
    if (!stays) await rm(path, { recursive: true, force: true })
  }
}
