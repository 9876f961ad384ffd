/** SVG pictures of strangers: shapes, text and styles; nothing that runs, moves, or reaches outside the file. */
import { Parser } from 'saxen'
import { type Sayable, say } from '../phrase.ts'

/** What a picture may not hold, and the 1-based line it is in. */
export interface Objection {
  seen: Sayable
  line: number
}

const SVG = 'http://www.w3.org/2000/svg'

/** Languages that run, load or do something. */
const OTHER_LANGUAGES = ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/1998/Math/MathML']

/** Elements of SVG that stand still. */
const STILL = new Set(
  [
    'svg g defs symbol use switch title desc metadata style view a',
    'path rect circle ellipse line polyline polygon image marker',
    'text tspan textPath tref altGlyph glyph font font-face font-face-src font-face-name missing-glyph hkern vkern',
    'linearGradient radialGradient stop pattern hatch hatchpath solidcolor meshgradient meshrow meshpatch mesh',
    'clipPath mask filter color-profile',
    'feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap',
    'feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode',
    'feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence',
  ].flatMap((line) => line.split(' ')),
)

/** A picture or a face inside the file; a picture that is SVG again could hold anything. */
const INSIDE = /^(?:#|data:(?:image\/(?:png|jpe?g|gif|webp|avif)|font\/|application\/(?:x-)?font)[^,]*,)/i

/** What a reader who clicks may be led to. */
const LINK = /^(?:#|https?:|mailto:)/i

const PLAIN_DOCTYPE = /^<!DOCTYPE\s+svg(?:\s+(?:PUBLIC\s+"[^"<>]*"|SYSTEM)\s+"[^"<>]*")?\s*>$/i

/** @returns The first thing that is wrong with a picture; null where nothing is. */
export function objectionTo(bytes: Uint8Array): Objection | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return new Inspection().of(text)
  } catch (error) {
    if (error instanceof TypeError) return { seen: say`bytes that are not UTF-8`, line: 1 }
    throw error
  }
}

type Context = () => { line: number }

/** One walk through a file. A parser of a browser may go on where ours is in doubt: a doubt is an objection. */
class Inspection {
  private found: Objection | null = null
  /** The style sheet that is open, which may come in pieces. */
  private styles: { text: string; context: Context } | null = null
  private depth = 0

  of(xml: string): Objection | null {
    const parser = new Parser()
    parser.on('openTag', (name, attributes, decode, _, context) => {
      const read = Object.entries(attributes()).map(([key, value]) => [key, decode(value)] as const)
      this.open(name, read, context)
      if (isStyle(name)) this.styles = { text: '', context }
      this.depth++
    })
    parser.on('closeTag', (name) => {
      this.depth--
      if (isStyle(name)) this.endStyles()
    })
    parser.on('text', (text, decode) => this.text(decode(text)))
    parser.on('cdata', (text) => this.text(text))
    parser.on('attention', (text, _, context) => {
      if (!PLAIN_DOCTYPE.test(text)) this.object(say`document type with declarations`, context)
    })
    parser.on('question', (text, context) => {
      const isDeclaration = /^<\?xml\s/i.test(text)
      const [, encoding = 'utf-8'] = /\bencoding\s*=\s*["']([^"']*)/i.exec(text) ?? []
      if (!isDeclaration) this.object(`\`${text.slice(0, 40)}\``, context)
      else if (!/^utf-?8$/i.test(encoding)) this.object(say`encoding \`${encoding}\``, context)
    })
    const broken = (error: Error, context: Context) =>
      this.object(say`damaged XML (${error.message})`, context)
    parser.on('error', broken)
    parser.on('warn', broken)
    parser.parse(xml)
    return this.found
  }

  private object(seen: Sayable, context: Context): void {
    this.found ??= { seen, line: context().line + 1 }
  }

  private open(name: string, attributes: Array<readonly [string, string]>, context: Context): void {
    const [prefix, local] = partsOf(name)
    const isSvg = prefix === '' || prefix === 'svg'
    if (this.depth === 0 && local !== 'svg') this.object(say`root \`<${name}>\``, context)
    if (isSvg && !STILL.has(local)) this.object(`\`<${name}>\``, context)
    for (const [key, value] of attributes) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) this.namespace(key, value, context)
      else if (isSvg && isActive(local, key, value))
        this.object(`\`${key}="${value.slice(0, 60)}"\``, context)
    }
  }

  /** Names mean what they say: SVG has no other prefix, and no other language is mixed in. */
  private namespace(key: string, value: string, context: Context): void {
    const isOurs = key === 'xmlns' || key === 'xmlns:svg'
    if (isOurs !== (value === SVG) || OTHER_LANGUAGES.includes(value))
      this.object(`\`${key}="${value.slice(0, 60)}"\``, context)
  }

  private text(text: string): void {
    if (this.styles) this.styles.text += text
  }

  private endStyles(): void {
    const { styles } = this
    if (styles && reachesOut(styles.text)) this.object(say`style that loads something`, styles.context)
    this.styles = null
  }
}

function isStyle(name: string): boolean {
  return partsOf(name)[1] === 'style'
}

function partsOf(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':')
  return [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)]
}

/** Whether an attribute of an element of SVG runs something, or leads out of the file. */
function isActive(element: string, key: string, value: string): boolean {
  const [prefix, local] = partsOf(key)
  if (local === 'href' || local === 'src') {
    const address = value.replaceAll(/[\s\p{Cc}]/gu, '')
    return address !== '' && !(element === 'a' ? LINK : INSIDE).test(address)
  }
  if (local === 'base') return true
  if (prefix !== '' || NAMES.test(key)) return false
  return /^on/i.test(key) || reachesOut(value)
}

/** Attributes that say something and do nothing. */
const NAMES = /^(?:id|class|(?:aria|data)-.*)$/

/** Whether CSS loads something. Escapes in it hide nothing, and comments join nothing. */
function reachesOut(css: string): boolean {
  const plain = css.replaceAll(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_, code?: string, character?: string) =>
    code === undefined ? character! : String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
  )
  if (/@import|\b(?:image-set|src|image|cross-fade|element)\(|-moz-binding/i.test(plain)) return true
  const addresses = plain.matchAll(/url\(\s*["']?\s*([^"')\s]*)/gi)
  return [...addresses].some(([, address]) => address !== '' && !INSIDE.test(address!))
}
