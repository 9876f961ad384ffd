/** Texts that Vega's parser of expressions takes for names: `'toString'`, `'constructor'`, as columns and rows may be called. */

/** What every object has: there Vega looks up what is a keyword. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype))

/**
 * Makes them texts again, everywhere in what Vega has parsed.
 *
 * @param parsed As `vega.parse` gives it with `ast`; it is changed.
 */
export function restoreLiterals(parsed: unknown): void {
  if (typeof parsed !== 'object' || parsed === null) return
  const node = parsed as Record<string, unknown>
  for (const key in node) {
    // The rows of the data hold no expressions.
    if (key === '$ingest') continue
    const child = node[key]
    if (isMistaken(child) && !isName(node, key))
      node[key] = { type: 'Literal', value: child.name, raw: JSON.stringify(child.name) }
    else if (key.startsWith('$') && INHERITED.has(key.slice(1)) && isNowhere(child)) delete node[key]
    else restoreLiterals(child)
  }
}

function isMistaken(node: unknown): node is { name: string } {
  if (typeof node !== 'object' || node === null || !('type' in node) || !('name' in node)) return false
  return node.type === 'Identifier' && INHERITED.has(String(node.name))
}

/** Whether what stands at a key of a node is a name indeed: of a function, or behind a point. */
function isName(node: Record<string, unknown>, key: string): boolean {
  return (
    key === 'callee' || (key === 'property' && node.computed !== true) || (key === 'key' && 'kind' in node)
  )
}

/** What Vega keeps for a signal that there is not. */
function isNowhere(reference: unknown): boolean {
  return (reference as { $ref?: unknown } | null)?.$ref === undefined
}
