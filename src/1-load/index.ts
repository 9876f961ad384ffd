/** 1-load: the only room that reads a report. */

import { VFile } from 'vfile'
import { decoded } from '../data/decoded.ts'
import type { Memory } from '../memory.ts'
import { fail, repeat } from '../message.ts'
import type { Chapter, House, Image, SourceDataset, Sources } from '../report.ts'
import { hasMath, imagesOf, README, type ReadChapters, readChapters } from './chapter.ts'
import { datasetOf, parseDataset } from './dataset.ts'
import type { Disk } from './disk.ts'
import { Folder } from './folder.ts'
import { loadHouse } from './house.ts'
import { isElsewhere } from './manuscript.ts'
import { damageOf } from './picture.ts'
import { type WordedPicture, withFonts } from './picture-words.ts'
import { type ReadSettings, readSettings } from './settings.ts'
import { objectionTo } from './svg.ts'

/**
 * Reads a report folder. Nothing outside it is read but the shipped templates and their fonts.
 *
 * @param root Path of an existing folder.
 * @param disk As it was seen in the run before.
 * @param wanted The edition that is asked for; null for the first one, or where there are none.
 */
export async function load(
  root: string,
  disk: Disk,
  memory: Memory,
  wanted: string | null = null,
): Promise<Sources> {
  const folder = await Folder.open(root, disk)
  const file = folder.text('report.yaml')
  const read = memory.recall('settings', { file, wanted }, ({ file, wanted }) => readSettings(file, wanted), {
    files: [file],
  })
  const { settings } = read
  const { chapters, files: texts, apart, ...others } = loadChapters(folder, read, memory)
  const datasets = loadDatasets(folder, memory)
  const { house, files, inputs } = await loadHouse(
    folder,
    settings,
    chapters.some(hasMath),
    read.placeOf,
    disk,
    memory,
  )
  const images = await loadImages(folder, chapters, house, memory)
  return {
    settings,
    chapters,
    datasets,
    house,
    images,
    ...others,
    files: [settings.file, ...texts, ...[...datasets.values()].map(({ file }) => file), ...files],
    inputs: [...folder.inputs.filter(({ path }) => !apart.has(path)), ...inputs].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
  }
}

function loadChapters(
  folder: Folder,
  { settings, chapters: named, placeOf }: ReadSettings,
  memory: Memory,
): ReadChapters {
  const present = folder.list('chapters', ['.md', '.markdown'], true)
  const wanted = named?.map((name) => `chapters/${name}`) ?? present.filter((path) => !README.test(path))
  for (const [index, path] of wanted.entries()) {
    if (!present.includes(path))
      fail(settings.file, placeOf(['chapters', index]), 'file-missing', path, present)
  }
  const found = wanted.filter((path) => present.includes(path))
  const read = readChapters(found, folder, settings, memory)
  const { chapters } = read
  const lacking = found.length > 0 ? settings.edition : null
  if (chapters.length === 0) fail(settings.file, undefined, 'report-no-chapters', lacking)
  for (const part of ['cover', 'back'] as const) {
    const [first, ...others] = chapters.filter((chapter) => chapter.part === part)
    for (const other of others) fail(other.file, undefined, 'part-second', part, first!.file.path)
  }
  return read
}

function loadDatasets(folder: Folder, memory: Memory): Map<string, SourceDataset> {
  const paths = folder.list('datasets', ['.yaml', '.yml'])
  const datasets = paths.map((path) => {
    const file = folder.text(path)
    const said = memory.recall(`${path} says`, { file }, ({ file }) => parseDataset(file), {
      files: [file],
      lasts: true,
    })
    return memory.recall(path, { said, file }, ({ said, file }) => datasetOf(said, file))
  })
  const named = new Map<string, SourceDataset>()
  for (const dataset of datasets) {
    const first = named.get(dataset.name)
    if (first) fail(first.file, undefined, 'dataset-second', dataset.name, dataset.file.path)
    else named.set(dataset.name, dataset)
  }
  return named
}

const SVG = 'image/svg+xml'

const imageTypes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.svg': SVG,
}

/** Pictures stand beside the chapter that shows them: paths are relative to `chapters`. */
async function loadImages(
  folder: Folder,
  chapters: Chapter[],
  house: House,
  memory: Memory,
): Promise<Map<string, Image>> {
  const images = new Map<string, Image>()
  const read = new Map<string, VFile>()
  for (const chapter of chapters) {
    const { path } = chapter.file
    const shown = memory.recall(`${path} images`, { chapter }, ({ chapter }) => imagesOf(chapter))
    for (const { url, place } of shown) {
      if (isElsewhere(url)) {
        fail(chapter.file, place, 'image-remote', url)
        continue
      }
      const type = imageTypes[new VFile({ path: url }).extname?.toLowerCase() ?? '']
      if (!type) {
        fail(chapter.file, place, 'image-format', url)
        continue
      }
      const file = read.get(url) ?? folder.bytes(`chapters/${decoded(url)}`)
      read.set(url, file)
      for (const message of file.messages) {
        repeat(message, chapter.file, place)
      }
      const damage = file.messages.length === 0 && damageOf(file.value as Uint8Array, type)
      if (damage) fail(chapter.file, place, 'image-damaged', file.path, damage)
      const isDrawing = type === SVG && !damage && file.messages.length === 0
      const objection = isDrawing
        ? memory.recall(`${file.path} inside`, { file }, ({ file }) => objectionTo(file.value as Uint8Array))
        : null
      if (objection) fail(chapter.file, place, 'image-svg', objection.seen, file.path, objection.line)
      const worded = isDrawing && !objection ? await wordedPicture(file, house, memory) : null
      for (const character of worded?.missing ?? [])
        fail(chapter.file, place, 'glyph-missing', character, codeOf(character), familiesOf(house))
      images.set(url, { file: worded?.file ?? file, type })
    }
  }
  return images
}

/** Fonts are cut once for a picture. */
function wordedPicture(file: VFile, house: House, memory: Memory): Promise<WordedPicture | null> {
  const { fonts, chart } = house
  return memory.recall(`${file.path} words`, { file, fonts, chart }, ({ file }) => withFonts(file, house))
}

function familiesOf({ fonts }: House): string {
  return [...new Set(fonts.map(({ family }) => family))].join(', ')
}

/** `U+1F600` */
function codeOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
