/** What a chapter may not hold. */
import { visit } from 'unist-util-visit'
import { fail } from '../message.ts'
import type { Chapter, Settings } from '../report.ts'

/** Marks stray fences, HTML the report does not allow, and links that lead nowhere a reader may go. */
export function refuse(chapter: Chapter, settings: Settings): void {
  refuseFences(chapter)
  refuseHtml(chapter, settings)
  refuseLinks(chapter)
}

/** A line of colons that opens and closes nothing would be printed. */
function refuseFences({ tree, file }: Chapter): void {
  visit(tree, 'text', ({ value, position }) => {
    const [colons] = /^:{3,}/m.exec(value) ?? []
    if (colons) fail(file, position, 'directive-fence', colons)
  })
}

/** HTML is a mistake unless the report allows it; comments are for the author and go. */
function refuseHtml({ tree, file }: Chapter, settings: Settings): void {
  visit(tree, 'html', (node, index, parent) => {
    if (index === undefined || !parent) return
    if (/^<!--[\s\S]*?-->$/.test(node.value.trim())) {
      parent.children.splice(index, 1)
      return index
    }
    if (!settings.rawHtml) fail(file, node.position, 'html-refused')
    else if (/<img\b/i.test(node.value)) fail(file, node.position, 'html-image')
    // The attribute is the compiler's own mark for a figure.
    node.value = node.value.replaceAll(/data-float/gi, 'data-author')
  })
}

/** A link leads to a web page, an address, or a place in the report; scripts and files of the machine are none. */
function refuseLinks({ tree, file }: Chapter): void {
  visit(tree, 'link', ({ url, position }) => {
    if (!/^(https?:|mailto:|#)/i.test(url)) fail(file, position, 'link-address', url)
  })
}
