/** Ids of tagged elements are the same whatever Chromium has counted, and their tree stays sorted. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renumberElements } from '../src/6-print/pdf/element-ids.ts'
import { PDFDocument, PDFName, PDFString } from '../src/6-print/pdf/pdf-lib.ts'

/** A document with an element for each number, which the leaves of the tree of ids list in their order. */
async function documentWith(numbers: number[]): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const { context } = document
  const idOf = (number: number) => PDFString.of(`node${String(number).padStart(8, '0')}`)
  const elements = numbers.map((number) => {
    const element = context.obj({ S: PDFName.of('TH') })
    element.set(PDFName.of('ID'), idOf(number))
    return { number, ref: context.register(element) }
  })
  const sorted = elements.toSorted((a, b) => a.number - b.number)
  const leaves = [sorted.slice(0, 3), sorted.slice(3)].map((own) =>
    context.register(
      context.obj({
        Names: own.flatMap(({ number, ref }) => [idOf(number), ref]),
        Limits: [idOf(own[0]!.number), idOf(own.at(-1)!.number)],
      }),
    ),
  )
  const tree = context.register(context.obj({ Kids: leaves }))
  document.catalog.set(PDFName.of('StructTreeRoot'), context.register(context.obj({ IDTree: tree })))
  return document
}

function contentOf(document: PDFDocument): string[] {
  return document.context.enumerateIndirectObjects().map(([ref, object]) => `${ref.tag} ${object}`)
}

test('in whatever order they were counted', async () => {
  const expected = await documentWith([1, 2, 3, 4, 5])
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 5, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(numbers, async (numbers) => {
      const document = await documentWith(numbers)
      renumberElements(document)
      expect(contentOf(document)).toEqual(contentOf(expected))
    }),
  )
})
