/** 2-bind: every directive of a chapter meets the dataset it names. */
import type { Nodes } from 'mdast'
import type { World } from '../data/measure.ts'
import type { Memory } from '../memory.ts'
import type { Bound, BoundChapter, Chapter, House, Settings, Sources } from '../report.ts'
import { bindContainers } from './containers.ts'
import { bindDatasets } from './datasets.ts'
import { joinLines } from './lines.ts'
import { refuseLosses } from './losses.ts'
import { bindMath } from './math.ts'
import { refuse } from './refusals.ts'
import { collectTargets } from './targets.ts'
import { bindTexts } from './texts.ts'

/** Makes new chapters, in which directives became floats, rows, rails and text, and complete datasets. */
export function bind(sources: Sources, memory: Memory): Bound {
  const world = bindDatasets(sources, memory)
  const chapters = sources.chapters.map((chapter) => bindOnce(chapter, sources, world, memory))
  return { ...sources, datasets: world.datasets, chapters, floats: chapters.flatMap(({ floats }) => floats) }
}

/** A chapter depends on the datasets it asks for, whatever is in the others. */
function bindOnce(
  chapter: Chapter,
  { house, settings }: Sources,
  { datasets, broken }: World,
  memory: Memory,
): BoundChapter {
  const { ok, kinds, words } = house
  const { rawHtml, language, variables, isTold } = settings
  // A mistake lists the names of all datasets.
  const named = { names: [...datasets.keys()], broken: [...broken] }
  return memory.recallFrom(
    `${chapter.file.path} bound`,
    { chapter, ok, kinds, words, rawHtml, language, variables, isTold, ...named },
    datasets,
    bindChapter,
    { files: [chapter.file] },
  )
}

type Binding = Pick<House, 'ok' | 'kinds' | 'words'> &
  Pick<Settings, 'rawHtml' | 'language' | 'variables' | 'isTold'> & { chapter: Chapter; broken: string[] }

function bindChapter(
  { chapter: read, broken, ...given }: Binding,
  memory: Memory,
  datasets: World['datasets'],
): BoundChapter {
  const tree = copyOf(read.tree)
  const chapter: BoundChapter = { ...read, tree, headings: [], floats: [], equations: [], references: [] }
  const world: World = { datasets, broken: new Set(broken), words: given.words }
  refuseLosses(chapter)
  bindTexts(chapter, { ...given, world })
  bindMath(chapter, memory)
  refuse(chapter, given.rawHtml)
  joinLines(tree)
  bindContainers(tree, 'full', { chapter, house: given, world, memory })
  collectTargets(chapter)
  return chapter
}

/** Nodes are made anew, places and attributes stay what they are: nothing in them is changed. */
function copyOf<T extends Nodes>(node: T): T {
  const copy = { ...node }
  if ('children' in copy) copy.children = copy.children.map(copyOf) as never
  return copy
}
