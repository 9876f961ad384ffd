/** Bare addresses between Chinese characters: `（见https://example.com/a）。` links to `https://example.com/a`. */
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import type { Code, Construct, Effects, State, Tokenizer } from 'micromark-util-types'
import type { Processor } from 'unified'

/**
 * Full-width punctuation and Chinese quotes: none of it is part of an address that somebody types into a sentence. Nor
 * is a bracket: a note or a link begins there.
 */
const CLOSES = /[[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—]/

/**
 * Has the tokenizer of GitHub's bare addresses see the end of the text where such punctuation stands. It comes after
 * remark-gfm, whose second search for addresses goes: it looks into finished texts, takes in what follows an address,
 * and forgets where in the file they stood.
 */
export default function remarkAutolink(this: Processor): void {
  const data = this.data()
  const own = Object.entries(gfmAutolinkLiteral().text ?? {}).map(([code, constructs]) => [
    code,
    [constructs].flat().map((construct) => ({ ...construct, tokenize: closing(construct!) })),
  ])
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { text: Object.fromEntries(own) }]
  data.fromMarkdownExtensions = data.fromMarkdownExtensions
    ?.flat()
    .map((extension) => ({ ...extension, transforms: [] }))
}

/** The construct, told of an end of the text where an address ends; what comes after it is told the truth. */
function closing({ tokenize }: Construct): Tokenizer {
  return function (effects, ok, nok) {
    let real: Code = null
    let isOver = false
    const parts = (construct: Construct): Construct => ({
      ...construct,
      tokenize(effects, ok, nok) {
        return construct.tokenize.call(
          this,
          own(effects),
          () => ok(real),
          () => nok(real),
        )
      },
    })
    const own = (effects: Effects): Effects => ({
      ...effects,
      attempt: (construct, ...states) => effects.attempt(parts(construct as Construct), ...states),
      check: (construct, ...states) => effects.check(parts(construct as Construct), ...states),
    })
    const over = (state: State) => () => {
      isOver = true
      return state(real)
    }
    const wrap =
      (state: State): State =>
      (code) => {
        real = code
        const next = state(seen(code))
        return isOver || !next ? next : wrap(next)
      }
    const context = Object.create(this, { previous: { get: () => seen(this.previous) } })
    return wrap(tokenize.call(context, own(effects), over(ok), over(nok)))
  }
}

function seen(code: Code): Code {
  return code !== null && code > 0 && CLOSES.test(String.fromCharCode(code)) ? null : code
}
