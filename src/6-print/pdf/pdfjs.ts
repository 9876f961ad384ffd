/** pdfjs, the library that reads a PDF. */

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')

/**
 * What pdfjs puts its own versions of in place of, over all of the program: they mend what reading needs nothing of, and
 * take several times as long.
 */
const replaced = [
  [Array.prototype, 'push'],
  [JSON, 'parse'],
  [JSON, 'stringify'],
  [Function.prototype, 'toString'],
] as const

let loading: Promise<Pdfjs> | undefined

/** Loaded once, and only where there is a file to read: it is large. */
export function loadPdfjs(): Promise<Pdfjs> {
  loading ??= load()
  return loading
}

async function load(): Promise<Pdfjs> {
  const natives = replaced.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name)!)
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  // Its worker makes itself known: pdfjs would look for it beside the file that it has become a part of itself.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  for (const [index, [owner, name]] of replaced.entries()) Object.defineProperty(owner, name, natives[index]!)
  return pdfjs
}
