/** A page as a small picture: drawn from the PDF with its embedded fonts, and compared. */
import { type Canvas, createCanvas, ImageData, loadImage } from '@napi-rs/canvas'
import type { PDFPageProxy } from 'pdfjs-dist'

export interface Picture {
  /** Pixels. */
  width: number
  height: number
  /** Red, green, blue and opacity of every pixel, 0–255, row by row. */
  data: Uint8ClampedArray
}

/** CSS px of the page, to the right and down, that one pixel is the mean of: 1.06 mm. */
const PIXEL = 4
/** In points. */
const CSS_PX = 72 / 96
/** Between two levels of a channel; there are 16. */
const STEP = 17
/** What the edge of a letter or a line may gain or lose by being drawn with other pixels. */
const TOLERANCE = 3 * STEP
/**
 * Pixels in which two drawings of one page may differ. pdf.js at other resolutions, or half a pixel off, and Poppler
 * differ in one at most; a figure that moved by 2 mm, or a bar that lost a twentieth, is seen in 20 or more.
 */
const NOISE = 6

/**
 * @param fine Drawn pixels for every CSS px.
 * @param shift Drawn pixels by which the page is moved to the right and down.
 */
export async function pictureOf(page: PDFPageProxy, fine = 1, shift = 0): Promise<Picture> {
  const drawing = pixelsOf(await drawingOf(page, fine, shift))
  const side = PIXEL * fine
  const width = drawing.width / side
  const height = drawing.height / side
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        const mean = meanOf(drawing, x * side, y * side, side, channel)
        data[(y * width + x) * 4 + channel] = STEP * Math.round(mean / STEP)
      }
    }
  }
  return { width, height, data }
}

/** Of a square. */
function meanOf({ data, width }: Picture, left: number, top: number, side: number, channel: number): number {
  let sum = 0
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) sum += data[(y * width + x) * 4 + channel]!
  }
  return sum / (side * side)
}

/** The page large enough to read. Its sides are multiples of a picture's pixel. */
async function drawingOf(page: PDFPageProxy, fine = 1, shift = 0): Promise<Canvas> {
  const viewport = page.getViewport({ scale: fine / CSS_PX, offsetX: shift, offsetY: shift })
  const side = PIXEL * fine
  const canvas = createCanvas(
    Math.ceil(viewport.width / side) * side,
    Math.ceil(viewport.height / side) * side,
  )
  // pdf.js draws on this canvas in Node by itself, and types the one of a browser.
  await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise
  return canvas
}

/** Place of every pixel in which two pictures of a page differ; none where they differ by noise only. */
export function differenceOf(one: Picture, other: Picture): Array<[x: number, y: number]> {
  const pixels: Array<[number, number]> = []
  for (let y = 0; y < Math.max(one.height, other.height); y++) {
    for (let x = 0; x < Math.max(one.width, other.width); x++) {
      if (!isNear(one, other, x, y) || !isNear(other, one, x, y)) pixels.push([x, y])
    }
  }
  return pixels.length > NOISE ? pixels : []
}

/** Whether a pixel is no lighter and no darker than what is around it in another picture. */
function isNear(one: Picture, other: Picture, x: number, y: number): boolean {
  for (let channel = 0; channel < 3; channel++) {
    const value = valueAt(one, x, y, channel)
    let least = 255
    let most = 0
    for (let row = y - 1; row <= y + 1; row++) {
      for (let column = x - 1; column <= x + 1; column++) {
        const near = valueAt(other, column, row, channel)
        least = Math.min(least, near)
        most = Math.max(most, near)
      }
    }
    if (value < least - TOLERANCE || value > most + TOLERANCE) return false
  }
  return true
}

/** Outside a picture there is nothing: black. */
function valueAt({ data, width, height }: Picture, x: number, y: number, channel: number): number {
  return x >= 0 && y >= 0 && x < width && y < height ? data[(y * width + x) * 4 + channel]! : 0
}

/** The kept picture beside the page, on which the pixels that differ are marked; a PNG. */
export async function comparisonOf(
  kept: Picture,
  page: PDFPageProxy,
  pixels: Array<[x: number, y: number]>,
): Promise<Buffer> {
  const drawing = await drawingOf(page)
  const left = kept.width * PIXEL
  const canvas = createCanvas(left + drawing.width, Math.max(kept.height * PIXEL, drawing.height))
  const context = canvas.getContext('2d')
  context.imageSmoothingEnabled = false
  context.drawImage(canvasOf(kept), 0, 0, left, kept.height * PIXEL)
  context.drawImage(drawing, left, 0)
  context.fillStyle = '#ff000080'
  for (const [x, y] of pixels) context.fillRect(left + x * PIXEL, y * PIXEL, PIXEL, PIXEL)
  return encode(canvas)
}

export function pngOf(picture: Picture): Buffer {
  return encode(canvasOf(picture))
}

/** The asynchronous way crashes Node when the canvas is collected while another thread still reads it. */
function encode(canvas: Canvas): Buffer {
  return canvas.encodeSync('png')
}

export async function readPng(path: string): Promise<Picture> {
  const image = await loadImage(path)
  const canvas = createCanvas(image.width, image.height)
  canvas.getContext('2d').drawImage(image, 0, 0)
  return pixelsOf(canvas)
}

function canvasOf({ width, height, data }: Picture): Canvas {
  const canvas = createCanvas(width, height)
  canvas.getContext('2d').putImageData(new ImageData(data, width, height), 0, 0)
  return canvas
}

/** Its data by themselves: every look at those of the canvas is a call into it. */
function pixelsOf(canvas: Canvas): Picture {
  const { width, height, data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  return { width, height, data }
}
