/** A template of a stranger ends in time, and what it asks too much in is a message at its place. */

import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { Engine } from '../src/5-template/liquid.ts'
import { messagesOf } from './report-folder.ts'

const nested = (open: string, close: string, count = 20_000) => open.repeat(count) + close.repeat(count)

test.each([
  ['a range without end', '{% for i in (1..1000000000) %}a{% endfor %}', 'memory'],
  [
    'a text that doubles',
    '{% assign a = "x" %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}',
    'memory',
  ],
  ['a wide date', '{{ "now" | date: "%999999999Y" }}', 'memory'],
  [
    'a list joined by long texts',
    `{{ "${'a'.repeat(10_000)}" | split: "" | join: "${'b'.repeat(10_000)}" }}`,
    'memory',
  ],
  ['deep blocks', nested('{% if x %}', '{% endif %}'), 'stack'],
  ['deep brackets', `{{ x${nested('[x', '')} }}`, 'stack'],
  ['a template that renders itself', '{% render "a" %}', 'stack'],
  ['a template that includes itself', '{% include "a" %}', 'stack'],
  ['what every object has as a filter', '{{ x | constructor }}', 'the filter `constructor`'],
  ['what every object has as a tag', '{% constructor %}', 'the tag `constructor`'],
  [
    'what every object has as a variable',
    '{{ x.constructor }}{{ toString }}',
    '`x.constructor`, expected a name',
  ],
])('%s', (_, text, why) => {
  const file = new VFile({ path: 'a.liquid', value: text })
  const engine = new Engine({ liquid: new Map([['a', file]]), kinds: new Map() })
  const start = process.cpuUsage()
  expect(engine.render('a', { x: 'abc' })).toBe('')
  const { user, system } = process.cpuUsage(start)
  expect(messagesOf([file])).toMatch(/^\s*1:\d+-1:\d+ +error .* template-invalid +yanbao/m)
  expect(messagesOf([file])).toContain(why)
  expect((user + system) / 1e6).toBeLessThan(10)
})
