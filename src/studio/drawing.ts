/** What a thread of the studio runs: it draws one order after the other. */
import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { ChartError } from '../4-chart/chart-error.ts'
import { type Draw, drawingOf } from '../4-chart/svg.ts'
import type { Face } from '../4-chart/typeface.ts'
import { type FontFace, openFace, partOf } from '../font-face.ts'
import type { Answer, FontSource, Order } from './order.ts'

/** Sketches that are kept ready: of those that are drawn again, few lie between. */
const MOST_READY = 50

/** By path. */
const opened = new Map<string, FontFace>()
let faces: Face[] = []
/** By sheet, in the order in which they were last drawn. */
const ready = new Map<number, Draw>()

parentPort!.on('message', async (order: Order) => {
  parentPort!.postMessage(await answerTo(order))
})

async function answerTo({ sheet, sketch, fitting, fonts }: Order): Promise<Answer> {
  try {
    if (fonts) faces = fonts.map(faceOf)
    const draw = ready.get(sheet) ?? drawingOf(sketch, faces)
    keepReady(sheet, draw)
    return { drawing: await draw(fitting) }
  } catch (error) {
    return error instanceof ChartError ? { mistake: error.said } : { fault: error }
  }
}

function keepReady(sheet: number, draw: Draw): void {
  ready.delete(sheet)
  ready.set(sheet, draw)
  const [oldest] = ready.keys()
  if (ready.size > MOST_READY) ready.delete(oldest!)
}

function faceOf({ family, weight, style, path, spares, scale }: FontSource): Face {
  const whole = opened.get(path) ?? openFace(readFileSync(path))
  opened.set(path, whole)
  const { has, width } = spares ? partOf(whole, spares, scale) : whole
  return { family, weight, style, has, width }
}
