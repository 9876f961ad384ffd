/** Cuts fonts in a thread of its own: compressing a CJK font as WOFF2 takes seconds. */
import { parentPort, workerData } from 'node:worker_threads'
import { cutFont } from '../font-cut.ts'

const { bytes, text } = workerData
const cut = await cutFont(Buffer.from(bytes), text, 'woff2')
parentPort?.postMessage(new Uint8Array(cut))
