/** 2-bind: every directive of a chapter meets the dataset it names. */
import type { Nodes } from 'mdast'
import type { World } from '../data/measure.ts'
import type { Memory } from '../memory.ts'
import type { Bound, BoundChapter, Chapter, Sources } from '../report.ts'
import { bindContainers } from './containers.ts'
import { bindDatasets } from './datasets.ts'
import { refuse } from './refusals.ts'
import { collectTargets } from './targets.ts'
import { bindTexts } from './texts.ts'

/** Makes new chapters, in which directives became floats, rows, rails and text, and complete datasets. */
export function bind(sources: Sources, memory: Memory): Bound {
  const world = bindDatasets(sources, memory)
  const { datasets, broken } = world
  const all = [...datasets.keys(), '', ...broken]
  // A mistake lists the names of all datasets: the same list as long as they are the same.
  const names = memory.recall(
    'names of datasets',
    () => all,
    () => all,
  )
  const chapters = sources.chapters.map((chapter) => bindOnce(chapter, sources, world, names, memory))
  return { ...sources, datasets, chapters, floats: chapters.flatMap(({ floats }) => floats) }
}

/** A chapter depends on the datasets it asks for, whatever is in the others. */
function bindOnce(
  chapter: Chapter,
  sources: Sources,
  world: World,
  names: string[],
  memory: Memory,
): BoundChapter {
  const { house, settings } = sources
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
      settings.language,
      names,
      ...[...asked].map((name) => world.datasets.get(name)),
    ],
    (own) => {
      const datasets = new AskedMap(world.datasets, asked)
      return bindChapter(chapter, sources, { ...world, datasets }, own)
    },
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

function bindChapter(read: Chapter, sources: Sources, world: World, memory: Memory): BoundChapter {
  const tree = copyOf(read.tree)
  const chapter: BoundChapter = { ...read, tree, headings: [], floats: [], references: [] }
  bindTexts(chapter, { sources, world })
  refuse(chapter, sources.settings)
  bindContainers(tree, 'full', { chapter, sources, world, memory })
  collectTargets(chapter)
  return chapter
}

/** Nodes are made anew, places and attributes stay what they are: nothing in them is changed. */
function copyOf<T extends Nodes>(node: T): T {
  const copy = { ...node }
  if ('children' in copy) copy.children = copy.children.map(copyOf) as never
  return copy
}
