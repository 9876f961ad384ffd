/**
 * Formulas in TeX: `$…$` in a line, `$$…$$` on lines of their own. The dollar sign of an amount stays what it is, which
 * the rules of other compilers do not see to.
 */
import type { CompileContext, Extension as FromMarkdown, Token } from 'mdast-util-from-markdown'
import type { Code, Construct, Effects, State } from 'micromark-util-types'
import type { Processor } from 'unified'
import { isProse } from './money.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    inlineMath: 'inlineMath'
    math: 'math'
    mathFence: 'mathFence'
    mathTex: 'mathTex'
    mathAttributes: 'mathAttributes'
  }
}

/** What never stands right before or after a formula. */
const BESIDE = /[\p{Script=Latin}\p{Nd}$]/u

const [DOLLAR, BACKSLASH, BRACE, SPACE, LAST_LINE_END] = [36, 92, 123, 32, -3]

export default function remarkMath(this: Processor): void {
  const data = this.data()
  const constructs = { text: { [DOLLAR]: inline }, flow: { [DOLLAR]: display } }
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), constructs]
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), fromMarkdown]
}

/**
 * Opens where no letter, digit or dollar sign stands before it and no space after it, and closes at the next dollar sign,
 * where no space stands before that and no letter or digit after it. Each sign is looked at once: the time is linear.
 */
const inline: Construct = {
  name: 'inlineMath',
  previous: (code) => !matches(code, BESIDE),
  tokenize(effects, ok, nok) {
    let tex = ''
    return (code) => {
      effects.enter('inlineMath')
      fence(effects, code)
      return first
    }

    function first(code: Code): State | undefined {
      return isSpace(code) ? nok(code) : line(code)
    }

    function line(code: Code): State | undefined {
      if (code === null || code === DOLLAR || isLineEnd(code)) return nok(code)
      effects.enter('mathTex')
      return inside(code)
    }

    function inside(code: Code): State | undefined {
      if (code === null) return nok(code)
      if (code === DOLLAR) {
        effects.exit('mathTex')
        fence(effects, code)
        return after
      }
      if (isLineEnd(code)) {
        effects.exit('mathTex')
        lineEnd(effects, code)
        tex += '\n'
        return line
      }
      tex += code < 0 ? '\t' : String.fromCharCode(code)
      effects.consume(code)
      return code === BACKSLASH ? escaped : inside
    }

    /** `\$` closes nothing. */
    function escaped(code: Code): State | undefined {
      return code === DOLLAR ? one(code) : inside(code)
    }

    function one(code: Code): State | undefined {
      effects.consume(code)
      tex += '$'
      return inside
    }

    function after(code: Code): State | undefined {
      if (matches(code, BESIDE) || /\s$/.test(tex) || isProse(tex)) return nok(code)
      effects.exit('inlineMath')
      return ok(code)
    }
  },
}

/**
 * Begins a line with `$$`, ends one with `$$` or `$$ {#id}`, and has no other text on these two. Where the first signs
 * stand alone, it may have empty lines.
 */
const display: Construct = {
  name: 'math',
  concrete: true,
  tokenize(effects, ok, nok) {
    const { interrupt } = this
    let isFirst = true
    let isFence = false
    let isBlank = true
    let isTex = false
    return (code) => {
      effects.enter('math')
      effects.enter('mathFence')
      effects.consume(code)
      return second
    }

    function second(code: Code): State | undefined {
      if (code !== DOLLAR) return nok(code)
      effects.consume(code)
      effects.exit('mathFence')
      return (code) => (code === DOLLAR ? nok(code) : inside(code))
    }

    function inside(code: Code): State | undefined {
      if (code === null || isLineEnd(code)) return atLineEnd(code)
      if (code === DOLLAR) return effects.check(twoDollars, close, tex)(code)
      return tex(code)
    }

    function tex(code: Code): State | undefined {
      if (!isTex) effects.enter('mathTex')
      isTex = true
      isBlank &&= isSpace(code)
      effects.consume(code)
      return code === BACKSLASH ? escaped : inside
    }

    function escaped(code: Code): State | undefined {
      return code === DOLLAR || code === BACKSLASH ? unescaped(code) : inside(code)
    }

    function unescaped(code: Code): State | undefined {
      effects.consume(code)
      return inside
    }

    function leaveTex(): void {
      if (isTex) effects.exit('mathTex')
      isTex = false
    }

    function atLineEnd(code: Code): State | undefined {
      leaveTex()
      if (isFirst) isFence = isBlank
      if (interrupt) return isFence ? ok(code) : nok(code)
      if (code === null || (isBlank && !isFence)) return isFence ? end(code) : nok(code)
      isFirst = false
      isBlank = true
      return effects.attempt(nextLine, inside, isFence ? end : nok)(code)
    }

    function close(code: Code): State | undefined {
      leaveTex()
      effects.enter('mathFence')
      effects.consume(code)
      return (code) => {
        effects.consume(code)
        effects.exit('mathFence')
        return closed
      }
    }

    function closed(code: Code): State | undefined {
      if (code === null || isLineEnd(code)) return end(code)
      if (code === BRACE) {
        effects.enter('mathAttributes')
        return attributes(code)
      }
      if (!isSpace(code)) return nok(code)
      effects.enter('whitespace')
      effects.consume(code)
      effects.exit('whitespace')
      return closed
    }

    function attributes(code: Code): State | undefined {
      if (code === null || isLineEnd(code)) {
        effects.exit('mathAttributes')
        return end(code)
      }
      effects.consume(code)
      return attributes
    }

    function end(code: Code): State | undefined {
      effects.exit('math')
      return ok(code)
    }
  },
}

const twoDollars: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter('data')
      effects.consume(code)
      effects.exit('data')
      return (code) => (code === DOLLAR ? ok(code) : nok(code))
    }
  },
}

/** The next line, where it belongs to what the formula stands in. */
const nextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      lineEnd(effects, code)
      return (code) => (this.parser.lazy[this.now().line] ? nok(code) : ok(code))
    }
  },
}

function fence(effects: Effects, code: Code): void {
  effects.enter('mathFence')
  effects.consume(code)
  effects.exit('mathFence')
}

function lineEnd(effects: Effects, code: Code): void {
  effects.enter('lineEnding')
  effects.consume(code)
  effects.exit('lineEnding')
}

function isLineEnd(code: Code): boolean {
  return code !== null && code <= LAST_LINE_END
}

function isSpace(code: Code): boolean {
  return code === null || code < 0 || code === SPACE
}

function matches(code: Code, pattern: RegExp): boolean {
  return code !== null && code > 0 && pattern.test(String.fromCharCode(code))
}

const fromMarkdown: FromMarkdown = {
  enter: {
    inlineMath(token) {
      this.enter({ type: 'inlineMath', value: '', offsets: [], mathml: '' }, token)
    },
    math(token) {
      this.enter({ type: 'math', value: '', offsets: [], mathml: '', attributes: '' }, token)
    },
  },
  exit: {
    mathTex: addTex,
    mathAttributes(token) {
      const node = this.stack.at(-1)
      if (node?.type === 'math') node.attributes = this.sliceSerialize(token).trim()
    },
    inlineMath: close,
    math: close,
  },
}

function addTex(this: CompileContext, token: Token): undefined {
  const node = this.stack.at(-1)
  if (node?.type !== 'math' && node?.type !== 'inlineMath') return
  const start = this.tokenStack.at(-1)![0].start.offset
  if (node.offsets.length > 0) node.value += '\n'
  node.value += this.sliceSerialize(token)
  node.offsets.push(token.start.offset - start)
}

function close(this: CompileContext, token: Token): undefined {
  this.exit(token)
}
