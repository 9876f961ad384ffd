/** What leads a reader elsewhere is found as the browser would find it, however it is written. */
import { describe, expect, test } from 'vitest'
import { seamsOf } from '../src/5-template/page.ts'
import { leadsElsewhere, mayLead, policyFor, withPolicy } from '../src/5-template/policy.ts'
import type { Page } from '../src/report.ts'

test.each([
  '<meta http-equiv="refresh" content="0;url=http://x.example/">',
  '<META CONTENT="0;url=http://x.example/?a>b" HTTP-EQUIV=refresh>',
  "<meta content='a>b' http-equiv='&#114;efresh'>",
  '<meta\nhttp-equiv\n=\n"refresh&Tab;"\ncontent="0">',
  '<meta/http-equiv="refresh"/content="0">',
  '<meta http-equiv="refresh" http-equiv="content-type" content="0">',
  '<body><div><table><meta http-equiv=refresh content=0></table></div>',
  '<svg><foreignObject><meta http-equiv=refresh content=0></foreignObject></svg>',
  '<template><meta http-equiv=refresh content=0></template>',
  '<noscript><meta http-equiv=refresh content=0></noscript>',
  '<noscript><!--</noscript><meta http-equiv=refresh content=0>-->',
])('leads elsewhere: %s', (html) => {
  expect(mayLead(html)).toBe(true)
  expect(leadsElsewhere(html)).toBe(true)
})

test.each([
  '<meta http-equiv="content-type" content="text/html; refresh">',
  '<meta name="http-equiv" content="refresh">',
  '<!-- <meta http-equiv="refresh" content="0"> -->',
  '<title><meta http-equiv="refresh" content="0"></title>',
  '<p title=\'<meta http-equiv="refresh">\'>',
  '&lt;meta http-equiv="refresh"&gt;',
  '<meta http-equiv="content-type" http-equiv="refresh" content="0">',
])('stays: %s', (html) => {
  expect(leadsElsewhere(html)).toBe(false)
})

test('a document of ten thousand levels is looked through', () => {
  expect(leadsElsewhere('<b>'.repeat(10_000))).toBe(false)
})

describe('what only the seams of a page make', () => {
  const page = (shell: string, blocks: string[]): Page => ({
    shell,
    slots: [{ name: 'a', blocks, places: [] } as unknown as Page['slots'][number]],
  })

  test.each([
    ['begins before a slot', page('<meta http-<!--slot a-->', ['equiv="refresh" content="0"><p></p>'])],
    ['begins in a slot', page('<!--slot a-->quiv="refresh">', ['<p></p>', 'x <meta http-e'])],
    ['goes through a slot', page('<meta htt<!--slot a-->uiv="refresh">', ['p-eq'])],
  ])('%s', (_, page) => {
    expect(mayLead(seamsOf(page))).toBe(true)
  })
})

test('the policy stands before everything a template wrote', () => {
  for (const start of ['<!doctype html><html lang="en"><head>', '<html a=">"><head>', '<body>', '']) {
    const document = withPolicy(`${start}<link rel="stylesheet" href="http://x.example/">`, 'script')
    expect(document.indexOf('<meta http-equiv="Content-Security-Policy"')).toBeLessThan(
      document.indexOf('<link'),
    )
    expect(document).toContain(policyFor('script'))
  }
})
