/** 2-bind: every directive of a chapter meets the dataset it names. */
import type { Nodes } from 'mdast'
import type { Memory } from '../memory.ts'
import type { Bound, BoundChapter, Chapter, Dataset, Sources } from '../report.ts'
import { bindContainers } from './containers.ts'
import { derive } from './derive.ts'
import { checkFormats, printCells } from './print.ts'
import { refuse } from './refusals.ts'
import { collectTargets } from './targets.ts'
import { bindTexts } from './texts.ts'

/** Makes new chapters, in which directives became floats, rows, rails and text, and new datasets, whose cells are filled in. */
export function bind(sources: Sources, memory: Memory): Bound {
  const datasets = bindDatasets(sources, memory)
  const names = memory.recall(
    'names of datasets',
    () => [...datasets.keys()],
    () => [...datasets.keys()],
  )
  const chapters = sources.chapters.map((chapter) =>
    bindOnce(chapter, { ...sources, datasets }, names, memory),
  )
  return { ...sources, datasets, chapters, floats: chapters.flatMap(({ floats }) => floats) }
}

function bindDatasets({ datasets, house }: Sources, memory: Memory): Map<string, Dataset> {
  const bound = [...datasets.values()].map((dataset) =>
    memory.recall(
      `${dataset.file.path} bound`,
      () => [dataset, house.words],
      () => bindDataset(dataset, house.words),
      [dataset.file],
    ),
  )
  const named = () => new Map(bound.map((dataset) => [dataset.name, dataset]))
  return memory.recall('datasets', () => bound, named)
}

function bindDataset(read: Dataset, words: Record<string, string>): Dataset {
  const dataset = {
    ...read,
    columns: read.columns.map((column) => ({ ...column })),
    rows: read.rows.map((row) => ({ ...row, cells: { ...row.cells } })),
  }
  derive(dataset, words)
  checkFormats(dataset)
  if (dataset.ok) printCells(dataset, words)
  return dataset
}

/**
 * A chapter depends on the datasets it asks for, whatever is in the others.
 *
 * @param names Of all datasets, which a mistake lists; the same list as long as they are the same.
 */
function bindOnce(chapter: Chapter, sources: Sources, names: string[], memory: Memory): BoundChapter {
  const { house, settings, datasets } = sources
  const { path } = chapter.file
  const asked = memory.recall(
    `${path} asks`,
    () => [chapter],
    () => new Set<string>(),
  )
  return memory.recall(
    `${path} bound`,
    () => [
      chapter,
      house.ok,
      house.kinds,
      house.words,
      settings.rawHtml,
      names,
      ...[...asked].map((name) => datasets.get(name)),
    ],
    (own) => bindChapter(chapter, { ...sources, datasets: new AskedMap(datasets, asked) }, own),
    [chapter.file],
  )
}

/** Notes what it is asked for. */
class AskedMap<T> extends Map<string, T> {
  private readonly asked: Set<string>

  constructor(values: Map<string, T>, asked: Set<string>) {
    super(values)
    this.asked = asked
  }

  override get(name: string): T | undefined {
    this.asked.add(name)
    return super.get(name)
  }
}

function bindChapter(read: Chapter, sources: Sources, memory: Memory): BoundChapter {
  const tree = copyOf(read.tree)
  const chapter: BoundChapter = { ...read, tree, headings: [], floats: [], references: [] }
  bindTexts(chapter, sources)
  refuse(chapter, sources.settings)
  bindContainers(tree, 'full', { chapter, sources, memory })
  collectTargets(chapter)
  return chapter
}

/** Nodes are made anew, places and attributes stay what they are: nothing in them is changed. */
function copyOf<T extends Nodes>(node: T): T {
  const copy = { ...node }
  if ('children' in copy) copy.children = copy.children.map(copyOf) as never
  return copy
}
