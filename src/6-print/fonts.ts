/** The fonts that a document is printed with. */
import { cutFont, keptCharacters } from '../font-cut.ts'
import type { Edition } from '../report.ts'

/** TrueType by font name. */
export async function printFonts({ house, characters }: Edition): Promise<Map<string, Uint8Array>> {
  const text = keptCharacters(characters)
  const fonts = house.fonts.map(
    async ({ name, bytes }) => [name, await cutFont(bytes, text, 'truetype')] as const,
  )
  return new Map(await Promise.all(fonts))
}
