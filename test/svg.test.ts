/** SVG pictures of strangers: what is a picture passes, whatever runs or reaches out does not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objectionTo } from '../src/1-load/svg.ts'

const seen = (xml: string) => objectionTo(Buffer.from(xml))
const picture = (inner: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>\n${inner}\n</svg>`

/** What drawing programs write. */
const harmless = [
  '<rect width="9" height="9" fill="red" style="stroke: #000; filter: url(#blur)"/>',
  '<defs><linearGradient id="a"><stop offset="0"/></linearGradient><path id="b" d="M0 0"/></defs>',
  '<use xlink:href="#b" fill="url(#a)"/><use href="#b" fill="url( \'#a\' )"/>',
  '<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>',
  '<style>@font-face { font-family: x; src: url(data:font/woff2;base64,AA==) } .a { fill: url("#a") }</style>',
  '<style type="text/css"><![CDATA[ .b > .c { content: "\\201c" } ]]></style>',
  '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:li rdf:resource="http://x.example/"/></rdf:RDF></metadata>',
  '<a href="https://example.com/"><text aria-label="image(1)">用户 &amp; 产业 &#x4e00;</text></a>',
  '<!-- <script>alert(1)</script> --><title>&lt;script&gt;</title>',
]

const attacks = [
  '<script>alert(1)</script>',
  '<script xlink:href="http://127.0.0.1:9/a.js"/>',
  '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
  '<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>',
  '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
  '<h:script xmlns:h="http://www.w3.org/1999/x&#104;tml">alert(1)</h:script>',
  '<g xmlns="http://www.w3.org/1999/xhtml"><p/></g>',
  '<rect onload="alert(1)"/>',
  '<rect ONCLICK="alert(1)"/>',
  '<foreignObject><div/></foreignObject>',
  '<iframe src="http://127.0.0.1:9/"/>',
  '<animate attributeName="href" to="javascript:alert(1)"/>',
  '<set attributeName="onmouseover" to="alert(1)"/>',
  '<handler type="text/javascript">alert(1)</handler>',
  '<a href="javascript:alert(1)"><text>a</text></a>',
  '<a xlink:href=" java&#9;script:alert(1)"><text>a</text></a>',
  '<a href="data:text/html,x"><text>a</text></a>',
  '<image href="http://127.0.0.1:9/a.png"/>',
  '<image href="//127.0.0.1:9/a.png"/>',
  '<image href="file:///etc/passwd"/>',
  '<image href="other.svg"/>',
  '<image href="data:image/svg+xml,%3Csvg%3E"/>',
  '<feImage href="http://127.0.0.1:9/a.png"/>',
  '<use href="other.svg#a"/>',
  '<rect fill="url(http://127.0.0.1:9/a.svg#b)"/>',
  '<rect style="fill: u\\72l(http://127.0.0.1:9/)"/>',
  '<style>@import "http://127.0.0.1:9/a.css";</style>',
  '<style>@\\69mport "a.css";</style>',
  '<style>@im<![CDATA[port "a.css";]]></style>',
  '<style>rect { background: image-set("http://127.0.0.1:9/a.png" 1x) }</style>',
  '<g xml:base="http://127.0.0.1:9/"/>',
  '<rect width=9/>',
  '<g>',
  '<g></h></g>',
  '<?xml-stylesheet href="http://127.0.0.1:9/a.css"?>',
]

test('a picture with all that drawing programs write', () => {
  expect(seen(`<?xml version="1.0" encoding="UTF-8"?>\n${picture(harmless.join('\n'))}`)).toBeNull()
  const doctype =
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
  expect(seen(doctype + picture(''))).toBeNull()
})

test.each(attacks)('%s', (attack) => {
  const { line } = seen(picture(attack))!
  // What is never closed is wrong where it should have been.
  expect(line).toBe(attack === '<g>' ? 3 : 2)
})

test.each([
  picture('', 'onload="alert(1)"'),
  '<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>\n<svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
  '<?xml version="1.0" encoding="UTF-7"?><svg xmlns="http://www.w3.org/2000/svg"/>',
  '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
  '<svg xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></svg>',
  '<script>alert(1)</script>',
  'no picture',
  '',
])('%s', (xml) => {
  expect(seen(xml)).not.toBeNull()
})

test('bytes that are not UTF-8', () => {
  expect(objectionTo(Buffer.from(`\ufeff${picture('')}`, 'utf16le'))).not.toBeNull()
})

test('an attack is found wherever it stands', () => {
  const parts = fc.array(fc.constantFrom(...harmless), { maxLength: 6 })
  const wrapped = (inner: string, depth: number) => '<g>'.repeat(depth) + inner + '</g>'.repeat(depth)
  fc.assert(
    fc.property(parts, parts, fc.constantFrom(...attacks), fc.nat(4), (before, after, attack, depth) => {
      expect(seen(picture(wrapped([...before, ...after].join(''), depth)))).toBeNull()
      expect(seen(picture(wrapped([...before, attack, ...after].join(''), depth)))).not.toBeNull()
    }),
  )
})
