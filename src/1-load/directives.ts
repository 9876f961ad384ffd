/** Directives, whose names never begin with a digit: `10:30` is a time, `3:2:1` a ratio, and `::1` an address. */
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types'
import remarkDirective from 'remark-directive'
import type { Processor } from 'unified'

const COLON = ':'.charCodeAt(0)

export default function remarkDirectives(this: Processor): void {
  remarkDirective.call(this)
  const { micromarkExtensions = [] } = this.data()
  const { text, flow } = micromarkExtensions.pop() as Required<Extension>
  micromarkExtensions.push({ text: atColon(text), flow: atColon(flow) })
}

function atColon(constructs: Extension['text'] & object): Extension['text'] {
  return { [COLON]: [constructs[COLON]!].flat().map(unlessNumber) }
}

function unlessNumber(construct: Construct): Construct {
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      return effects.check(number, nok, construct.tokenize.call(this, effects, ok, nok))
    },
  }
}

/** Colons with a digit after them. */
const number: Construct = {
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
      return code !== null && /\p{Nd}/u.test(String.fromCodePoint(Math.max(0, code))) ? ok(code) : nok(code)
    }
  },
}
