/** Follows the files of a report. */
import { basename, join, relative, sep } from 'node:path'
import { watch as watchFiles } from 'chokidar'

/** What a report is made of; nothing else in its folder matters. */
const PARTS = ['report.yaml', 'chapters', 'pieces', 'datasets', 'templates']

/** ms without a save before a build begins; the longer a burst of saves lasts, the more. */
const CALM = 12
const CALMEST = 100

/** ms without a save that end a burst. */
const PAUSE = 250

/** ms after a save in which a build begins, even where the burst does not end. */
const LONGEST = 1000

/** ms between two looks at the files: soon after a save, and when nobody writes. */
const SOON = 250
const LATE = 3000

/** Looks take at most this part of the time, however slow the disk is. */
const SHARE = 0.005

export interface Watch {
  /** Resolves when it follows the files. */
  ready: Promise<void>
  close(): Promise<void>
}

export interface Handlers {
  /** Called at once with a save after which there will be a build. */
  onSave(): void
  /** Called when it is time for that build. */
  onCalm(): void
  /** Whether the disk holds something that was not built. */
  isStale(): boolean
}

/**
 * What the system tells of the files is fast, and not to be relied on: a disk of another machine tells nothing, a
 * queue that is full loses what comes, a folder may be filled before it is followed. So the files are looked at, too.
 *
 * @param root The report folder.
 * @param templates The folder of the templates that come with yanbao.
 */
export function watch(root: string, templates: string, handlers: Handlers): Watch {
  const isOurs = (path: string) => isPart(relative(root, path)) || !relative(templates, path).startsWith('..')
  const watcher = watchFiles([root, templates], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => !isOurs(path),
  })
  const burst = new Burst(handlers)
  const net = new Net(() => !burst.isOpen && handlers.isStale(), burst.saved)
  const saved = () => {
    burst.saved()
    net.tighten()
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
    burst.close()
    net.close()
    return watcher.close()
  }
  return { ready, close }
}

/** Saves that follow each other fast, and are built as one. */
class Burst {
  private readonly handlers: Handlers
  private first = 0
  private last = 0
  /** When the first one came that is not built yet. */
  private since = 0
  private timer: NodeJS.Timeout | undefined

  constructor(handlers: Handlers) {
    this.handlers = handlers
  }

  /** Whether there will be a build. */
  get isOpen(): boolean {
    return this.timer !== undefined
  }

  saved = (): void => {
    const now = performance.now()
    if (now - this.last > PAUSE) this.first = now
    this.last = now
    if (!this.isOpen) {
      this.since = now
      this.handlers.onSave()
    }
    const calm = Math.min(CALMEST, CALM + (now - this.first) / 2)
    clearTimeout(this.timer)
    this.timer = setTimeout(this.end, Math.min(calm, this.since + LONGEST - now))
  }

  close(): void {
    clearTimeout(this.timer)
  }

  private end = (): void => {
    this.timer = undefined
    this.handlers.onCalm()
  }
}

/** Looks at the files from time to time, more often after a save. */
class Net {
  private readonly isStale: () => boolean
  private readonly onStale: () => void
  private pause = SOON
  private timer: NodeJS.Timeout | undefined

  constructor(isStale: () => boolean, onStale: () => void) {
    this.isStale = isStale
    this.onStale = onStale
    this.tighten()
  }

  /** The next look comes soon. */
  tighten(): void {
    this.pause = SOON
    this.wait(this.pause)
  }

  close(): void {
    clearTimeout(this.timer)
  }

  private look = (): void => {
    const start = performance.now()
    const isStale = this.isStale()
    const cost = performance.now() - start
    this.pause = isStale ? SOON : Math.min(LATE, this.pause * 2)
    this.wait(Math.max(this.pause, cost / SHARE))
    if (isStale) this.onStale()
  }

  private wait(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(this.look, ms)
  }
}

/** @param path Inside the root; empty for the root itself. */
function isPart(path: string): boolean {
  return path === '' || PARTS.includes(path.split(sep)[0]!)
}
