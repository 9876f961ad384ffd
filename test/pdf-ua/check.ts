/** All conditions, over one file. */
import { accessible } from './accessible.ts'
import { archivable } from './archivable.ts'
import { CheckedFile } from './file.ts'

export const conditions = [...accessible, ...archivable]

/** What does not hold: the id of each condition, what it says, and the first places. */
export async function failuresOf(bytes: Uint8Array): Promise<string[]> {
  const file = await CheckedFile.open(bytes)
  return conditions.flatMap(({ id, says, find }) => {
    const places = find(file)
    const more = places.length > 3 ? ` and ${places.length - 3} more` : ''
    return places.length > 0 ? [`${id} ${says}: ${places.slice(0, 3).join('; ')}${more}`] : []
  })
}
