/** Fills a pattern of the house, as in `{label} ({unit})`; a hole that there is no text for stays. */
export function filled(pattern: string, texts: Record<string, string>): string {
  return pattern.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(texts, name) ? texts[name]! : hole,
  )
}
