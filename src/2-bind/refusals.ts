/** What a chapter may not hold. */
import type { Html, Link, Text } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { fail } from '../message.ts'
import type { Chapter, Settings } from '../report.ts'

/** Marks stray fences, HTML the report does not allow, and links that lead nowhere a reader may go. */
export function refuse({ tree, file }: Chapter, settings: Settings): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'text') refuseFence(node, file)
    if (node.type === 'link') refuseLink(node, file)
    if (node.type !== 'html' || index === undefined || !parent) return
    // Comments are for the author and go.
    if (/^<!--[\s\S]*?-->$/.test(node.value.trim())) {
      parent.children.splice(index, 1)
      return index
    }
    refuseHtml(node, file, settings)
  })
}

/** A line of colons that opens and closes nothing would be printed. */
function refuseFence({ value, position }: Text, file: VFile): void {
  const [colons] = /^:{3,}/m.exec(value) ?? []
  if (colons) fail(file, position, 'directive-fence', colons)
}

/** HTML is a mistake unless the report allows it. */
function refuseHtml(node: Html, file: VFile, settings: Settings): void {
  if (!settings.rawHtml) fail(file, node.position, 'html-refused')
  else if (/<img\b/i.test(node.value)) fail(file, node.position, 'html-image')
  // The attribute is the compiler's own mark for a figure.
  node.value = node.value.replaceAll(/data-float/gi, 'data-author')
}

/** A link leads to a web page, an address, or a place in the report; scripts and files of the machine are none. */
function refuseLink({ url, position }: Link, file: VFile): void {
  if (!/^(https?:|mailto:|#)/i.test(url)) fail(file, position, 'link-address', url)
}
