/** The fonts of the HTML edition. */
import { cutFonts } from '../font-cut.ts'
import { facesOf } from '../font-face.ts'
import type { Memory } from '../memory.ts'
import type { Web } from '../report.ts'
import { woff2 } from './woff2/woff2.ts'

/** WOFF2 by font name. */
export async function webFonts(web: Web, memory: Memory): Promise<Map<string, Uint8Array>> {
  const { house, characters } = web
  const make = async () => {
    const cut = await cutFonts(web, memory)
    return new Map([...cut].map(([name, bytes]) => [name, woff2(bytes)]))
  }
  return memory.recall('web fonts', { fonts: facesOf(house), characters }, make, { lasts: true })
}
