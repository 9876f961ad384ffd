/** What stands on a page of HTML. */

/** The text of a document's body, without white space; of pictures, the words that stand for them. */
export function textOf(html: string): string {
  const [, body = html] = /<main[^>]*>([\s\S]*)<\/main>/.exec(html) ?? []
  const shown = body.replaceAll(/<(script|style|template)[\s\S]*?<\/\1>/g, '')
  const alts = shown.replaceAll(/<img[^>]*\balt="([^"]*)"[^>]*>/g, '$1')
  return decoded(alts.replaceAll(/<[^>]*>/g, '')).replaceAll(/\s+/g, '')
}

/** All that a document says, addresses and classes too. */
export function everythingOf(html: string): string {
  const text = decoded(html)
  return text + percentDecoded(text)
}

function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9A-F]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(html: string): string {
  return html.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return NAMED[name] ?? all
    return String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10))
  })
}
