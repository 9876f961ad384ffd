/** 2-bind: every directive of a chapter meets the dataset it names. */
import type { Bound, Float, Sources } from '../report.ts'
import { bindContainers } from './containers.ts'
import { derive } from './derive.ts'
import { checkFormats, printCells } from './print.ts'
import { refuse } from './refusals.ts'
import { bindTexts } from './texts.ts'

/** Changes the trees: directives become floats, rows, rails and text. Fills in the cells of the datasets. */
export function bind(sources: Sources): Bound {
  const { datasets, chapters, house, settings } = sources
  for (const dataset of datasets.values()) {
    derive(dataset, house.words)
    checkFormats(dataset)
    if (dataset.ok) printCells(dataset, house.words)
  }
  const floats: Float[] = []
  for (const chapter of chapters) {
    bindTexts(chapter, sources)
    refuse(chapter, settings)
    bindContainers(chapter.tree, 'full', { chapter, sources, floats })
  }
  return { ...sources, floats }
}
