/**
 * A drawing without what nobody sees: Vega wraps every mark in groups with names and places of their own, and each of
 * them costs the browser time when it prints.
 */

interface Element {
  name: string
  attributes: Attributes
  /** Elements, and texts as SVG writes them. */
  children: Array<Element | string>
}

type Attributes = Record<string, string>

interface Shift {
  dx: number
  dy: number
}

/** The same picture in as few elements as show it. Of what is not seen the rectangle of the plot stays, `.plot`. */
export function lean(svg: string): string {
  const [root] = elementsOf(svg.replace('class="background"', 'class="plot"'))
  const children = root!.children.flatMap((child) => flattened(child, { dx: 0, dy: 0 }))
  return written({ ...root!, children: inFewer(children) })
}

const TAG = /<(\/?)([\w:]+)([^>]*?)(\/?)>|[^<]+/g
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g

function elementsOf(svg: string): Element[] {
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  for (const [text, closes, name, attributes, isEmpty] of svg.matchAll(TAG)) {
    if (name === undefined) open.at(-1)!.children.push(text)
    else if (closes) open.pop()
    else {
      const element: Element = { name, attributes: {}, children: [] }
      for (const [, key, value] of attributes!.matchAll(ATTRIBUTE)) element.attributes[key!] = value!
      open.at(-1)!.children.push(element)
      if (!isEmpty) open.push(element)
    }
  }
  return root.children.filter((child) => typeof child !== 'string')
}

/**
 * What is seen of an element, without the groups around it.
 *
 * @param shift How far those groups have moved it, in px.
 */
function flattened(element: Element | string, shift: Shift): Array<Element | string> {
  if (typeof element === 'string') return [element]
  const { name, children } = element
  const attributes = tellingOf(element.attributes)
  if (name === 'defs') return children.length > 0 ? [element] : []
  if (isUnseen(name, attributes)) return []
  if (name === 'g') return flattenedGroup(attributes, children, shift)
  if (name === 'path') return [path(attributes, shift)]
  if (name === 'line') return [line(attributes, shift)]
  if (name === 'text') return [text(attributes, children, shift)]
  return [{ name, attributes: moved(attributes, shift), children }]
}

/** Said of marks in the tree of the page, which sees one picture. */
const UNTOLD = /^(?:class|role|aria-.*|pointer-events)$/

/** What would be so without being said; a dash without gaps is printed as an outline of every px of the line. */
const DEFAULTS: Attributes = {
  opacity: '1',
  'fill-opacity': '1',
  'stroke-opacity': '1',
  'stroke-dasharray': '1,0',
  'stroke-miterlimit': '4',
}

function tellingOf(attributes: Attributes): Attributes {
  const telling: Attributes = {}
  for (const key in attributes) {
    const value = attributes[key]!
    const isTold = UNTOLD.test(key) ? value === 'plot' : DEFAULTS[key] !== value
    if (isTold) telling[key] = value
  }
  return telling
}

/** The outermost group fills nothing: what is seen has a fill or a stroke of its own. */
function isUnseen(name: string, { class: plot, display, d, fill, stroke, opacity }: Attributes): boolean {
  if (plot) return false
  if (display === 'none' || d === '') return true
  // Of labels that would overlap Vega shows one: whoever copies, searches or listens would find the others.
  if (name === 'text') return opacity === '0'
  return (name === 'path' || name === 'line') && !fill && !stroke
}

function flattenedGroup(
  { transform = '', ...attributes }: Attributes,
  children: Element['children'],
  { dx, dy }: Shift,
): Array<Element | string> {
  const place = placeOf(transform)
  const own = place && { dx: dx + place.dx, dy: dy + place.dy }
  const isPlain = Object.keys(attributes).length === 0
  if (own && isPlain && !place.rest) return children.flatMap((child) => flattened(child, own))
  // Its clip is where the group is; what only hands on a fill or an opacity needs no place.
  const stays = !own || place.rest !== '' || 'clip-path' in attributes
  const inner = children.flatMap((child) => flattened(child, stays ? { dx: 0, dy: 0 } : own))
  if (inner.length === 0) return []
  const kept = stays ? moved({ ...attributes, ...(transform && { transform }) }, { dx, dy }) : attributes
  return [{ name: 'g', attributes: kept, children: inFewer(inner) }]
}

interface Place extends Shift {
  /** What else the transform does, as it is written: ` rotate(-90)`. */
  rest: string
}

/** Null for a transform that does not begin with a translation. */
function placeOf(transform: string): Place | null {
  if (transform === '') return { dx: 0, dy: 0, rest: '' }
  const [, x, y, rest = ''] = /^translate\(([-\d.e]+), ?([-\d.e]+)\)(.*)$/.exec(transform) ?? []
  return x === undefined ? null : { dx: Number(x), dy: Number(y), rest }
}

/** The attributes of an element that keeps a transform. */
function moved({ transform = '', ...attributes }: Attributes, { dx, dy }: Shift): Attributes {
  const place = placeOf(transform)
  const [x, y, rest] = place ? [place.dx + dx, place.dy + dy, place.rest] : [dx, dy, ` ${transform}`]
  if (round(x) === 0 && round(y) === 0 && rest === '') return attributes
  return { ...attributes, transform: `translate(${round(x)},${round(y)})${rest}` }
}

function path(attributes: Attributes, { dx, dy }: Shift): Element {
  const { transform = '', d = '', ...others } = attributes
  const place = placeOf(transform)
  const drawn = place && !place.rest ? shifted(d, place.dx + dx, place.dy + dy) : null
  const own = drawn === null ? moved(attributes, { dx, dy }) : { d: drawn, ...others }
  return { name: 'path', attributes: own, children: [] }
}

function line(attributes: Attributes, shift: Shift): Element {
  const { x1 = '0', y1 = '0', x2 = '0', y2 = '0', ...others } = attributes
  return path({ ...others, d: `M${x1},${y1}L${x2},${y2}` }, shift)
}

function text(attributes: Attributes, children: Element['children'], { dx, dy }: Shift): Element {
  const { transform = '', ...others } = attributes
  const place = placeOf(transform)
  if (!place || place.rest) return { name: 'text', attributes: moved(attributes, { dx, dy }), children }
  const [x, y] = [place.dx + dx, place.dy + dy]
  // Every line of a text begins where the text does.
  const lines = children.map((child) =>
    typeof child === 'string' || child.attributes.x === undefined
      ? child
      : { ...child, attributes: { ...child.attributes, x: String(round(Number(child.attributes.x) + x)) } },
  )
  return {
    name: 'text',
    attributes: { x: String(round(x)), y: String(round(y)), ...others },
    children: lines,
  }
}

/** Numbers that a command of a path takes at a time. */
const NUMBERS: Record<string, number> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 }

/** A path that is drawn elsewhere; null where it cannot be read. */
function shifted(d: string, dx: number, dy: number): string | null {
  let path = ''
  for (const [, command = '', rest = ''] of d.matchAll(/([a-df-z])([^a-df-z]*)/gi)) {
    const kind = command.toLowerCase()
    const each = NUMBERS[kind]
    const numbers = rest.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []
    if (each === undefined || (each === 0 ? numbers.length > 0 : numbers.length % each !== 0)) return null
    if (path === '' && command !== 'M') return null
    const by = (index: number) => {
      if (command === kind) return 0
      if (kind === 'h') return dx
      if (kind === 'v') return dy
      if (kind === 'a') return index === 5 ? dx : index === 6 ? dy : 0
      return index % 2 === 0 ? dx : dy
    }
    path += command + numbers.map((number, index) => round(Number(number) + by(index % each))).join(',')
  }
  return path
}

/** Neighbours that are drawn alike: lines become one path, texts hand their type to a group. */
function inFewer(children: Element['children']): Element['children'] {
  const fewer: Element['children'] = []
  let last = ''
  for (const child of children) {
    const style = typeof child === 'string' ? '' : styleOf(child)
    const before = fewer.at(-1) as Element
    if (style === '' || style !== last) fewer.push(child)
    else if (before.name === 'path') before.attributes.d += (child as Element).attributes.d!
    else if (before.name === 'g') before.children.push(withoutType(child as Element))
    else fewer.splice(-1, 1, grouped(before, child as Element))
    last = style
  }
  return fewer
}

const PLACE = ['x', 'y', 'transform', 'd']

/** By which it is known that two elements can become one; empty for one that stays alone. */
function styleOf({ name, attributes }: Element): string {
  if (name !== 'text' && !isLine(name, attributes)) return ''
  const style = Object.entries(attributes).filter(([key]) => !PLACE.includes(key))
  return name + JSON.stringify(style)
}

/** A path that is stroked alone, and hides what it crosses: two of them may cross in one path. */
function isLine(name: string, attributes: Attributes): boolean {
  if (name !== 'path' || !/^#[\da-f]{6}$/i.test(attributes.stroke ?? '')) return false
  return !['class', 'fill', 'opacity', 'stroke-opacity', 'transform'].some((key) => key in attributes)
}

function grouped(first: Element, second: Element): Element {
  const type = Object.entries(first.attributes).filter(([key]) => !PLACE.includes(key))
  return {
    name: 'g',
    attributes: Object.fromEntries(type),
    children: [withoutType(first), withoutType(second)],
  }
}

function withoutType({ name, attributes, children }: Element): Element {
  const place = Object.entries(attributes).filter(([key]) => PLACE.includes(key))
  return { name, attributes: Object.fromEntries(place), children }
}

function written(element: Element | string): string {
  if (typeof element === 'string') return element
  const { name, attributes, children } = element
  let tag = `<${name}`
  for (const key in attributes) tag += ` ${key}="${attributes[key]}"`
  return children.length === 0 ? `${tag}/>` : `${tag}>${children.map(written).join('')}</${name}>`
}

/** To a hundredth of a px, which nobody sees. */
function round(length: number): number {
  return Math.round(length * 100) / 100 || 0
}
