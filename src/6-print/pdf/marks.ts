/**
 * The marks of a page's content, set anew. Chromium marks texts by the element they belong to; what is drawn between
 * them, and rules and grounds among them, it leaves as they come. Here everything that is seen is part of one element
 * or an artifact, and never both.
 */
import {
  type Box,
  IDENTITY,
  include,
  includeRectangle,
  intersection,
  isNothing,
  type Matrix,
  multiplied,
  NOTHING,
  union,
} from './box.ts'
import { codeOf, Statements, UnreadableError } from './statements.ts'

/** What a run of marked content belongs to. */
export interface Owner {
  /** Structure type, as the stream names it. */
  role: string
  /** Whether all that is drawn belongs to it, and not the texts alone; it is then boxed. */
  isPicture: boolean
}

/** What a page's stream refers to. */
export interface PageResources {
  /** Owner of a run by its number; undefined for a number that the structure does not know. */
  ownerOf(number: number): Owner | undefined
  /** What an external object covers, through its own matrix; throws an UnreadableError where it has marks of its own. */
  boxOf(name: string): Box
  /** Codes that a font shows: 1 for those that it does. */
  shownOf(font: string): Uint8Array
  /** Numbers of runs are below it. */
  count: number
  /** The page's sheet. */
  sheet: Box
}

export interface MarkedPage {
  content: Buffer
  /** Numbers that a run of Chromium's has now, none where nothing of it is left. */
  runs: Map<number, number[]>
  /** Numbers from 0 up to it are in use. */
  count: number
  /** What pictures cover. */
  boxes: Map<Owner, Box>
  /** How deep states are saved in one another. */
  depth: number
  /** Whether a colour is given in the four of a press. */
  hasInks: boolean
}

/**
 * Sets the marks of a page.
 *
 * @throws UnreadableError
 */
export function mark(content: Buffer, resources: PageResources): MarkedPage {
  return new Marker(content, resources).run()
}

/** What operators do here. */
const kinds = {
  path: 're m l c v y h',
  paint: 'f F f* B B* b b* S s',
  end: 'n',
  clip: 'W W*',
  shade: 'sh',
  save: 'q',
  restore: 'Q',
  matrix: 'cm',
  begin: 'BT',
  leave: 'ET',
  font: 'Tf',
  place: 'Tm',
  move: 'Td TD',
  show: 'Tj TJ',
  object: 'Do',
  open: 'BDC BMC',
  close: 'EMC',
  inks: 'K k',
  state: 'w J j M d ri i gs CS cs SC SCN sc scn G g RG rg Tc Tw Tz TL Tr Ts MP DP',
} as const
type Kind = keyof typeof kinds

const KINDS = new Map(
  Object.entries(kinds).flatMap(([kind, operators]) =>
    operators.split(' ').map((operator) => [codeOf(operator), kind as Kind] as const),
  ),
)

const [LINE_END, SPACE] = [10, 32]

const [RECTANGLE, CURVE] = [codeOf('re'), codeOf('c')]

/** Artifacts: what stands on every page, and what only divides or colours it. */
type Artifact = 'Pagination' | 'Layout'

/** A sequence that is being written: of a run, of all runs of a picture, or an artifact. */
type Sequence = number | Owner | Artifact

interface State {
  matrix: Matrix
  clip: Readonly<Box>
  /** Codes that are shown in its font. */
  shown: Uint8Array
  size: number
}

class Marker {
  private readonly statements: Statements
  private readonly resources: PageResources
  private readonly parts: Buffer[] = []
  /** Up to where the stream has been taken over. */
  private taken = 0
  private readonly page: MarkedPage
  /** Chromium's sequences that are open: the number of a run, null for an artifact, undefined for what stays as it is. */
  private readonly open: Array<number | null | undefined> = []
  /** How many of them stay as they are. */
  private kept = 0
  private sequence: Sequence | null = null
  private readonly saved: State[] = []
  private state: State
  private isText = false
  /** Where a text begins of which nothing has been seen yet; -1 for none. */
  private textStart = -1
  /** Whether it belongs to a picture. */
  private isBoxed = false
  private line: Matrix = IDENTITY
  private pathStart = -1
  private path: Box = [...NOTHING]
  private isClip = false
  private readonly operands = new Float64Array(6)

  constructor(content: Buffer, resources: PageResources) {
    this.statements = new Statements(content)
    this.resources = resources
    this.state = { matrix: IDENTITY, clip: resources.sheet, shown: new Uint8Array(0x10000), size: 0 }
    this.page = {
      content,
      runs: new Map(),
      count: resources.count,
      boxes: new Map(),
      depth: 0,
      hasInks: false,
    }
  }

  run(): MarkedPage {
    const { statements, page } = this
    while (statements.next()) this.follow()
    if (this.open.length > 0 || this.isText || this.saved.length > 0) throw new UnreadableError('an open end')
    this.leave(statements.bytes.length)
    this.parts.push(statements.bytes.subarray(this.taken))
    page.content = Buffer.concat(this.parts)
    return page
  }

  private readonly actions: Record<Kind, () => void> = {
    state: () => {},
    inks: () => {
      this.page.hasInks = true
    },
    path: () => this.draw(),
    paint: () => this.paint(),
    end: () => this.endPath(),
    clip: () => {
      this.isClip = true
    },
    shade: () => this.shade(),
    save: () => this.save(),
    restore: () => this.restore(),
    matrix: () => {
      this.state.matrix = multiplied(this.matrix(), this.state.matrix)
    },
    begin: () => this.beginText(),
    leave: () => this.endText(),
    font: () => this.setFont(),
    place: () => {
      if (this.isBoxed) this.line = this.matrix()
    },
    move: () => this.move(),
    show: () => this.show(),
    object: () => this.placeObject(),
    open: () => this.begin(),
    close: () => this.end(),
  }

  private follow(): void {
    const kind = KINDS.get(this.statements.code)
    if (!kind) throw new UnreadableError(`an operator at ${this.statements.operator}`)
    this.actions[kind]()
  }

  private shade(): void {
    this.enter('Layout', this.statements.start)
    this.cover(this.state.clip)
  }

  private save(): void {
    const { matrix, clip, shown, size } = this.state
    this.saved.push({ matrix, clip, shown, size })
    this.page.depth = Math.max(this.page.depth, this.saved.length)
  }

  private beginText(): void {
    const number = this.currentRun()
    this.isBoxed = typeof number === 'number' && this.resources.ownerOf(number)?.isPicture === true
    this.textStart = this.statements.start
    this.isText = true
    this.line = IDENTITY
  }

  private endText(): void {
    this.textStart = -1
    this.isText = false
  }

  /** Marks the whole text that something is seen of; what is cut off leaves an empty one. */
  private enterText(): void {
    if (this.textStart >= 0) this.enter('Pagination', this.textStart)
    this.textStart = -1
  }

  private move(): void {
    if (!this.isBoxed) return
    this.statements.numbers(this.operands)
    this.line = multiplied([1, 0, 0, 1, this.operands[0]!, this.operands[1]!], this.line)
  }

  private matrix(): Matrix {
    if (this.statements.numbers(this.operands) !== 6) throw new UnreadableError('a matrix')
    const { operands } = this
    return [operands[0]!, operands[1]!, operands[2]!, operands[3]!, operands[4]!, operands[5]!]
  }

  private restore(): void {
    const state = this.saved.pop()
    if (!state) throw new UnreadableError('nothing to restore')
    this.state = state
  }

  private draw(): void {
    const { statements, operands, path, state } = this
    if (this.pathStart < 0) this.pathStart = statements.start
    const count = statements.numbers(operands)
    if (statements.code === RECTANGLE) {
      const [x, y] = [operands[0]!, operands[1]!]
      includeRectangle(path, state.matrix, x, y, x + operands[2]!, y + operands[3]!)
      return
    }
    const points = statements.code === CURVE ? 6 : count
    for (let at = 0; at + 1 < points; at += 2) include(path, state.matrix, operands[at]!, operands[at + 1]!)
  }

  private paint(): void {
    if (this.pathStart < 0) throw new UnreadableError('no path')
    this.enter('Layout', this.pathStart)
    this.cover(this.path)
    this.endPath()
  }

  private endPath(): void {
    if (this.isClip) this.state.clip = intersection(this.state.clip, this.path)
    this.isClip = false
    this.pathStart = -1
    this.path = [...NOTHING]
  }

  private setFont(): void {
    const { statements, operands, state } = this
    statements.numbers(operands)
    state.shown = this.resources.shownOf(statements.name())
    state.size = operands[0]!
  }

  private show(): void {
    const { statements, state, line } = this
    if (!this.isText) throw new UnreadableError('a text outside of one')
    this.enterText()
    const count = statements.codes(state.shown)
    if (!this.isBoxed) return
    // As wide as its codes, at most; what is cut off is not seen.
    const { size } = state
    const box: Box = [...NOTHING]
    const width = size * count
    includeRectangle(box, multiplied(line, state.matrix), 0, -0.3 * size, width, 0.95 * size)
    this.cover(box)
  }

  private placeObject(): void {
    const { statements, state, resources } = this
    const box: Box = [...NOTHING]
    includeRectangle(box, state.matrix, ...resources.boxOf(statements.name()))
    this.enter('Layout', statements.start)
    this.cover(box)
  }

  /** Makes the box of a picture hold what is drawn of it. */
  private cover(box: Readonly<Box>): void {
    const { sequence, page, state } = this
    if (sequence === null || typeof sequence !== 'object') return
    const seen = intersection(box, state.clip)
    if (!isNothing(seen)) page.boxes.set(sequence, union(page.boxes.get(sequence) ?? NOTHING, seen))
  }

  private begin(): void {
    const { statements, page } = this
    const operands = statements.text()
    const number = /\/MCID\s+(\d+)/.exec(operands)?.[1]
    const isArtifact = /^\/Artifact\b/.test(operands)
    if (number === undefined && !isArtifact) {
      // A text that stands for glyphs is part of what they are part of.
      if (this.isText) this.enterText()
      else this.enter('Pagination', statements.start)
      this.open.push(undefined)
      this.kept++
      return
    }
    if (this.isText || this.kept > 0) throw new UnreadableError('marks in a text')
    if (isArtifact) this.open.push(null)
    else {
      if (this.currentRun() !== undefined) throw new UnreadableError('marks in marks')
      this.open.push(Number(number))
      page.runs.set(Number(number), [])
    }
    this.drop()
  }

  private end(): void {
    if (this.open.length === 0) throw new UnreadableError('nothing to end')
    if (this.open.pop() === undefined) this.kept--
    else if (this.isText) throw new UnreadableError('marks in a text')
    else this.drop()
  }

  /** Number of the run that is open; null for an artifact, undefined for none. */
  private currentRun(): number | null | undefined {
    return this.open.find((each) => each !== undefined)
  }

  /** Leaves a statement out. */
  private drop(): void {
    const { bytes, start, end } = this.statements
    this.take(start)
    this.taken = bytes[end] === LINE_END ? end + 1 : end
  }

  /**
   * Begins the sequence that what is drawn next belongs to, where another one or none is open.
   *
   * @param artifact What it is where it belongs to no element.
   */
  private enter(artifact: Artifact, at: number): void {
    if (this.kept > 0 || (this.isText && at !== this.textStart)) return
    const number = this.currentRun()
    const owner = typeof number === 'number' ? this.resources.ownerOf(number) : null
    if (owner === undefined) throw new UnreadableError(`a run that nobody knows: ${number}`)
    const isOwn = owner !== null && (owner.isPicture || artifact === 'Pagination')
    const wanted = isOwn ? (owner.isPicture ? owner : number!) : artifact
    if (wanted === this.sequence) return
    this.leave(at)
    this.write(
      isOwn
        ? `/${owner.role} <</MCID ${this.numberFor(number!)} >>BDC`
        : `/Artifact <</Type /${artifact} >>BDC`,
    )
    this.sequence = wanted
  }

  /** A run keeps its number where it was not interrupted. */
  private numberFor(run: number): number {
    const numbers = this.page.runs.get(run)!
    const number = numbers.length === 0 ? run : this.page.count++
    numbers.push(number)
    return number
  }

  private leave(at: number): void {
    this.take(at)
    if (this.sequence !== null) this.write('EMC')
    this.sequence = null
  }

  private take(to: number): void {
    if (to > this.taken) this.parts.push(this.statements.bytes.subarray(this.taken, to))
    this.taken = Math.max(this.taken, to)
  }

  /** On a line of its own. */
  private write(statement: string): void {
    const last = this.taken > 0 ? this.statements.bytes[this.taken - 1]! : LINE_END
    this.parts.push(Buffer.from(`${last > SPACE ? '\n' : ''}${statement}\n`, 'latin1'))
  }
}
