/** A content stream as statements: operands, and the operator that ends them. */

/** A stream that is written in a way that nobody expects of Chromium. */
export class UnreadableError extends Error {}

const [SPACE, OTHER, DELIMITER] = [0, 1, 2]

/** What each byte is for the language of streams. */
const KIND = new Uint8Array(256).fill(OTHER)
for (const byte of [0, 9, 10, 12, 13, 32]) KIND[byte] = SPACE
for (const mark of '()<>[]{}/%') KIND[mark.charCodeAt(0)] = DELIMITER

const [OPEN, CLOSE, LESS, MORE, SLASH, PERCENT, BACKSLASH] = [0x28, 0x29, 0x3c, 0x3e, 0x2f, 0x25, 0x5c]
const [QUOTE, DOUBLE_QUOTE] = [0x27, 0x22]

/** An operator as a number: its bytes, the first one the lowest. */
export function codeOf(operator: string): number {
  return [...operator].reduceRight((code, letter) => code * 256 + letter.charCodeAt(0), 0)
}

/** Words that are operands. */
const VALUES = new Set(['true', 'false', 'null'].map(codeOf))

export class Statements {
  readonly bytes: Buffer
  /** Where the first operand begins; the operator where there is none. */
  start = 0
  /** Where the operator begins, and where it ends. */
  operator = 0
  end = 0
  /** Which one it is, as `codeOf` says it. */
  code = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /**
   * Goes to the next statement.
   *
   * @returns False at the end.
   * @throws UnreadableError
   */
  next(): boolean {
    const { bytes } = this
    const { length } = bytes
    let at = this.end
    let start = -1
    while (at < length) {
      const byte = bytes[at]!
      if (KIND[byte] === SPACE) {
        at++
        continue
      }
      if (byte === PERCENT) {
        at = this.afterLine(at)
        continue
      }
      if (start < 0) start = at
      if (isLetter(byte)) {
        const begin = at
        at = this.afterWord(at)
        if (VALUES.has(this.code)) continue
        this.start = start
        this.operator = begin
        this.end = at
        return true
      }
      at = this.afterOperand(at, byte)
    }
    if (start >= 0) throw new UnreadableError('operands without an operator')
    return false
  }

  /** Reads the numbers among the operands, up to the length of the array; returns how many there are. */
  numbers(into: Float64Array): number {
    const { bytes, operator } = this
    let count = 0
    let at = this.start
    while (at < operator && count < into.length) {
      const byte = bytes[at]!
      if (!isNumeral(byte)) {
        // A name may have digits.
        at = byte === SLASH ? this.afterOperand(at, byte) : at + 1
        continue
      }
      let sign = 1
      let whole = 0
      let scale = 0
      for (; at < operator && isNumeral(bytes[at]!); at++) {
        const each = bytes[at]!
        if (each === 45) sign = -1
        else if (each === 46) scale = 1
        else if (each !== 43) {
          whole = whole * 10 + each - 48
          scale *= 10
        }
      }
      into[count++] = (sign * whole) / (scale || 1)
    }
    return count
  }

  /**
   * Sets what strings among the operands show, as codes of two bytes each; returns how many there are.
   *
   * @throws UnreadableError where they are not written as such.
   */
  codes(shown: Uint8Array): number {
    const { bytes, operator } = this
    let count = 0
    for (let at = this.start; at < operator; at++) {
      if (bytes[at] === OPEN) throw new UnreadableError('a string of letters')
      if (bytes[at] !== LESS) continue
      let [code, digits] = [0, 0]
      for (at++; at < operator && bytes[at] !== MORE; at++) {
        const byte = bytes[at]!
        if (KIND[byte] === SPACE) continue
        // 0–9, A–F and a–f.
        code = code * 16 + (byte & 15) + (byte > 57 ? 9 : 0)
        if (++digits % 4 !== 0) continue
        shown[code] = 1
        code = 0
        count++
      }
      if (digits % 4 !== 0) throw new UnreadableError('a string of half a code')
    }
    return count
  }

  /** The first operand where that is a name, without its slash; else nothing. */
  name(): string {
    return /^\/(\S+)/.exec(this.text())?.[1] ?? ''
  }

  /** The operator as it is written. */
  word(): string {
    return this.bytes.toString('latin1', this.operator, this.end)
  }

  /** The operands as they are written. */
  text(): string {
    return this.bytes.toString('latin1', this.start, this.operator)
  }

  private afterLine(at: number): number {
    let end = at
    while (end < this.bytes.length && this.bytes[end] !== 10 && this.bytes[end] !== 13) end++
    return end
  }

  /** Reads the word that an operator is. */
  private afterWord(at: number): number {
    const { bytes } = this
    let [end, code, place] = [at, 0, 1]
    for (; end < bytes.length && KIND[bytes[end]!] === OTHER; end++) {
      code += bytes[end]! * place
      place *= 256
    }
    this.code = code
    return end
  }

  private afterOperand(at: number, byte: number): number {
    if (byte === OPEN) return this.afterString(at)
    if (byte === LESS && this.bytes[at + 1] !== LESS) return this.after(MORE, at)
    if (byte === SLASH || KIND[byte] === OTHER) {
      let end = at + 1
      while (end < this.bytes.length && KIND[this.bytes[end]!] === OTHER) end++
      return end
    }
    // Brackets of arrays and dictionaries, which hold operands like any other.
    return at + 1
  }

  private after(mark: number, at: number): number {
    const found = this.bytes.indexOf(mark, at)
    if (found < 0) throw new UnreadableError('a string that does not end')
    return found + 1
  }

  private afterString(at: number): number {
    const { bytes } = this
    let depth = 0
    for (let end = at; end < bytes.length; end++) {
      const byte = bytes[end]!
      if (byte === BACKSLASH) end++
      else if (byte === OPEN) depth++
      else if (byte === CLOSE && --depth === 0) return end + 1
    }
    throw new UnreadableError('a string that does not end')
  }
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === QUOTE || byte === DOUBLE_QUOTE
}

/** Digits, signs and the point. */
function isNumeral(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 45 || byte === 46 || byte === 43
}
