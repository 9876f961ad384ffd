/** Messages in the terminal: nothing is left out without being counted. */
import fc from 'fast-check'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { listing } from '../src/commands/listing.ts'
import { fail, note, saidIn } from '../src/message.ts'
import { phrases } from '../src/phrases-zh.ts'

const place = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 2 } })

/** Messages by file: how many mistakes, and how many findings. */
function filesWith(counts: Array<[mistakes: number, findings: number]>): VFile[] {
  return counts.map(([mistakes, findings], index) => {
    const file = new VFile({ path: `chapters/${index}.md` })
    for (let at = 1; at <= mistakes; at++) fail(file, place(at), 'reference-unknown', `fig-${at}`, [])
    for (let at = 1; at <= findings; at++) note({}, file, place(at), 'spelling', `a${at}`, 'A')
    return file
  })
}

test('what repeats itself is folded, and counted', () => {
  const [file] = filesWith([[22, 0]])
  expect(
    listing([file!], {}, { color: false })
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' ')),
  ).toEqual([
    'chapters/0.md',
    ...Array.from({ length: 19 }, (_, at) => at + 1).map(
      (at) =>
        `${at}:1-${at}:2 error Unexpected reference \`#fig-${at}\`, expected the id of a heading, figure, table or equation reference-unknown yanbao`,
    ),
    '20:1-20:2 error Unexpected reference `#fig-20`, expected the id of a heading, figure, table or equation (and 2 more of `reference-unknown`) reference-unknown yanbao',
  ])
  expect(listing(saidIn(phrases, [file!]), phrases, { color: false })).toContain(
    '（另有 2 处 `reference-unknown`）',
  )
})

test('files with mistakes come first, and every message is there or counted', () => {
  const count = fc.nat(50)
  fc.assert(
    fc.property(fc.array(fc.tuple(count, count), { maxLength: 5 }), fc.boolean(), (counts, quiet) => {
      const files = filesWith(counts)
      const text = listing(files, {}, { color: false, quiet })
      const shown = text.match(/ (?:error|warning) /g)?.length ?? 0
      const folded = [...text.matchAll(/\(and (\d+) more of/g)].reduce(
        (sum, [, more]) => sum + Number(more),
        0,
      )
      const all = counts.reduce((sum, [mistakes, findings]) => sum + mistakes + (quiet ? 0 : findings), 0)
      expect(shown + folded).toBe(all)
      const order = [...text.matchAll(/^chapters\/(\d)\.md/gm)].map(
        ([, index]) => counts[Number(index)]![0] > 0,
      )
      expect(order).toEqual([...order].sort((a, b) => Number(b) - Number(a)))
    }),
  )
})
