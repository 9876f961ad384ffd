/** Follows the files of a report. */
import { basename, join, relative, sep } from 'node:path'
import { watch as watchFiles } from 'chokidar'

/** What a report is made of; nothing else in its folder matters. */
const PARTS = ['report.yaml', 'chapters', 'datasets', 'templates']

/** ms without a save before a build begins; the longer a burst of saves lasts, the more. */
const CALM = 12
const CALMEST = 100

/** ms without a save that end a burst. */
const PAUSE = 250

export interface Watch {
  /** Resolves when it follows the files. */
  ready: Promise<void>
  close(): Promise<void>
}

/**
 * @param root The report folder.
 * @param templates The folder of the templates that come with yanbao.
 * @param onSave Called at once with a save after which there will be a build.
 * @param onCalm Called when it is time for that build.
 */
export function watch(root: string, templates: string, onSave: () => void, onCalm: () => void): Watch {
  const isOurs = (path: string) => isPart(relative(root, path)) || !relative(templates, path).startsWith('..')
  const watcher = watchFiles([root, templates], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => !isOurs(path),
  })
  let first = 0
  let last = 0
  let timer: NodeJS.Timeout | undefined
  const saved = () => {
    const now = performance.now()
    if (now - last > PAUSE) first = now
    last = now
    if (!timer) onSave()
    clearTimeout(timer)
    timer = setTimeout(
      () => {
        timer = undefined
        onCalm()
      },
      Math.min(CALMEST, CALM + (now - first) / 2),
    )
  }
  // Of two changes to a file within 50 ms chokidar tells the first alone, and late; the system tells both at once.
  watcher.on('raw', (_, path, details) => {
    const { watchedPath } = details as { watchedPath?: string }
    const whole = watchedPath ? join(watchedPath, path) : path
    if (isOurs(whole) && !basename(whole).startsWith('.')) saved()
  })
  watcher.on('all', (event) => {
    if (event !== 'change') saved()
  })
  // A folder that cannot be read is the report's own mistake, and listed as one.
  watcher.on('error', saved)
  const ready = new Promise<void>((resolve) => watcher.once('ready', resolve))
  const close = () => {
    clearTimeout(timer)
    return watcher.close()
  }
  return { ready, close }
}

/** @param path Inside the root; empty for the root itself. */
function isPart(path: string): boolean {
  return path === '' || PARTS.includes(path.split(sep)[0]!)
}
