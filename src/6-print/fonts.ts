/** The fonts that a document is printed with. */
import subsetFont from 'subset-font'
import { CUT, keptCharacters } from '../font-cut.ts'
import type { Edition } from '../report.ts'

/** TrueType by font name. */
export async function printFonts({ house, characters }: Edition): Promise<Map<string, Uint8Array>> {
  const options = { ...CUT, targetFormat: 'truetype' as const }
  const fonts = house.fonts.map(async (font) => {
    const cut: Uint8Array = await subsetFont(font.bytes, keptCharacters(font, characters), options)
    return [font.name, cut] as const
  })
  return new Map(await Promise.all(fonts))
}
