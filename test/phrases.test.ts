/** What is said in Chinese: all of it, of whatever a report does wrong. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { reasonIn, saidIn } from '../src/message.ts'
import { either, enumerated, Phrase, revived, type Sayable, say } from '../src/phrase.ts'
import { phrases } from '../src/phrases-zh.ts'
import { Session } from '../src/session.ts'

const bundle = join(import.meta.dirname, '../build/cli')

interface Tree {
  type?: string
  tag?: { name?: string }
  quasi?: { quasis: Array<{ value: { cooked: string } }> }
}

/** Names of all phrases that the compiler can say. */
async function keysSaid(): Promise<Set<string>> {
  const keys = new Set<string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, tag, quasi } = node as Tree
    if (type === 'TaggedTemplateExpression' && /^say(\$\d+)?$/.test(tag?.name ?? ''))
      keys.add(new Phrase(quasi!.quasis.map(({ value }) => value.cooked)).key)
    for (const child of Object.values(node)) visit(child)
  }
  for (const name of (await readdir(bundle)).filter((name) => name.endsWith('.js'))) {
    const text = await readFile(join(bundle, name), 'utf8')
    if (/\bsay(\$\d+)?`/.test(text)) visit(parseAst(text))
  }
  return keys
}

test('every phrase has its Chinese words', async () => {
  const keys = await keysSaid()
  expect(keys.size).toBeGreaterThan(400)
  expect([...keys].filter((key) => !Object.hasOwn(phrases, key))).toEqual([])
})

test('what stands between the words is kept, all of it', () => {
  const holes = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(String).sort()
  for (const [english, chinese] of Object.entries(phrases)) {
    expect(holes(chinese), english).toEqual(holes(english))
    expect((chinese.match(/`/g) ?? []).length % 2, english).toBe(0)
  }
})

describe('a phrase', () => {
  const translations = {
    '{0} of {1}': '{1}的{0}',
    one: '一',
    '{0}, {1}': '{0}、{1}',
    '{0} or {1}': '{0}或{1}',
  }

  test('is said in English where it has no other words', () => {
    const phrase = say`${say`one`} of ${'`a`'}, or ${2}`
    expect(String(phrase)).toBe('one of `a`, or 2')
    expect(phrase.in(translations)).toBe('一 of `a`, or 2')
  })

  test('may have its parts in another order', () => {
    expect(say`${say`one`} of ${'{0}'}`.in(translations)).toBe('{0}的一')
  })

  test('lists and chooses', () => {
    const parts = ['a', say`one`, 3]
    expect(String(enumerated(parts))).toBe('a, one, 3')
    expect((enumerated(parts) as Phrase).in(translations)).toBe('a、一、3')
    expect((either(parts) as Phrase).in(translations)).toBe('a或一或3')
    expect([enumerated([]), either(['a'])]).toEqual(['', 'a'])
  })

  test('says the same after it came from another thread', () => {
    const { phrase } = fc.letrec<{ phrase: Sayable }>((tie) => ({
      phrase: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc
          .array(tie('phrase'), { maxLength: 3 })
          .chain((parts) =>
            fc
              .array(fc.string(), { minLength: parts.length + 1, maxLength: parts.length + 1 })
              .map((words) => new Phrase(words, parts)),
          ),
      ),
    }))
    fc.assert(
      fc.property(phrase, (said) => {
        expect(String(revived(structuredClone(said)))).toBe(String(said))
      }),
    )
  })
})

/** What Vega-Lite and Liquid have against a spec or a template is in their own words. */
const FOREIGN = new Set(['chart-invalid', 'template-invalid'])

describe('what reports do wrong', async () => {
  const folders = ['cases', 'cases-check'].map((name) => join(import.meta.dirname, name))
  const reports = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  )
  test.each(reports.flat())('%s is said in Chinese', async (root) => {
    const { files } = await new Session(root).inspect()
    for (const message of files.flatMap(({ messages }) => messages)) {
      const chinese = reasonIn(phrases, message)
      const words = chinese.replaceAll(/`[^`]*`|“[^”]*”|（[^）]*）|Noto Sans SC/g, '')
      expect(chinese).toMatch(/\p{Script=Han}/u)
      if (FOREIGN.has(message.ruleId!)) continue
      expect(words, 'no English sentence is left').not.toMatch(/[a-z]+ [a-z]+ [a-z]+/i)
    }
    const said = saidIn(phrases, files).flatMap(({ messages }) => messages)
    expect(said.map(({ place, ruleId, fatal }) => ({ place, ruleId, fatal }))).toEqual(
      files.flatMap(({ messages }) => messages.map(({ place, ruleId, fatal }) => ({ place, ruleId, fatal }))),
    )
  })
})
