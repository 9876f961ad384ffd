/**
 * Directives, whose names never begin with a digit: `10:30` is a time, `3:2:1` a ratio, and `::1` an address. In a text
 * they begin with a Latin letter: `来源:公告[全文](https://…)` is a sentence with a link.
 */
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types'
import remarkDirective from 'remark-directive'
import type { Processor } from 'unified'

const COLON = ':'.charCodeAt(0)

export default function remarkDirectives(this: Processor): void {
  remarkDirective.call(this)
  const { micromarkExtensions = [] } = this.data()
  const { text, flow } = micromarkExtensions.pop() as Required<Extension>
  micromarkExtensions.push({ text: atColon(text, /[\p{Nd}\P{ASCII}]/u), flow: atColon(flow, /\p{Nd}/u) })
}

function atColon(constructs: Extension['text'] & object, other: RegExp): Extension['text'] {
  return { [COLON]: [constructs[COLON]!].flat().map((construct) => unlessBefore(other, construct)) }
}

function unlessBefore(other: RegExp, construct: Construct): Construct {
  const colons = colonsBefore(other)
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      return effects.check(colons, nok, construct.tokenize.call(this, effects, ok, nok))
    },
  }
}

/** Colons with such a character after them. */
const colonsBefore = (other: RegExp): Construct => ({
  partial: true,
  tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    return (code) => {
      effects.enter('data')
      return colons(code)
    }
    function colons(code: Code): State | undefined {
      if (code === COLON) {
        effects.consume(code)
        return colons
      }
      effects.exit('data')
      return code !== null && other.test(String.fromCodePoint(Math.max(0, code))) ? ok(code) : nok(code)
    }
  },
})
