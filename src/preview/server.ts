/** The HTTP server of the preview: it answers this machine's browser, and nobody who only pretends to be it. */

import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { decoded } from '../data/decoded.ts'
import { MachineError } from '../message.ts'
import { say } from '../phrase.ts'

/** What is served. */
export interface Site {
  /** To whoever knows the key. @param path Decoded, without the key and the query; null where there is nothing. */
  get(path: string): Promise<Answer | null>
  /** To whoever asks: what is no secret. */
  library(path: string): Promise<Answer | null>
  /** @param body Parsed JSON, a mapping or a list. */
  post(path: string, body: object): Promise<Refusal | null>
  /** A browser that wants to be told of changes. */
  connect(listener: Listener): void
  disconnect(listener: Listener): void
}

export interface Answer {
  type: string
  body: string | Uint8Array
  /** What it may load and run where it is opened by itself; nothing by default. */
  policy?: string
}

export interface Refusal {
  status: number
  error: string
}

export interface Listener {
  /** Whether it shows the paper. */
  paper: boolean
  send(event: string, data: unknown): void
}

export interface Served {
  /** For the browser. */
  url: string
  port: number
  close(): Promise<void>
}

/** Ports that are tried after the one that was asked for. */
const MORE_PORTS = 20

/** Largest body of a request, in bytes. */
const LARGEST_BODY = 10_000

/** ms in which a request has to be here. */
const PATIENCE = 10_000

/** A browser opens a handful for each tab. */
const MOST_CONNECTIONS = 256
const MOST_STREAMS = 64

/** Bytes that wait for a browser that does not read them. */
const LONGEST_QUEUE = 256 * 2 ** 20

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * @param key Stands in the address: who does not know it is told nothing of the report.
 * @param host Name or address to listen at.
 * @param port The first that is tried.
 * @throws MachineError where none is free.
 */
export async function serve(site: Site, key: string, host: string, port: number): Promise<Served> {
  const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE })
  server.maxConnections = MOST_CONNECTIONS
  const taken = await listen(server, host, port)
  const allowed = allowedHosts(host, taken)
  const open = new Set<ServerResponse>()
  server.on('request', (request, response) => {
    answer(request, response, { site, key, allowed, open }).catch((error: Error) => {
      if (response.headersSent) response.end()
      else refuse(response, { status: 500, error: error.message })
    })
  })
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host
  return {
    url: `http://${name}:${taken}/${key}/`,
    port: taken,
    close: () => {
      for (const response of open) response.end()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** @returns The port that was free. */
async function listen(server: Server, host: string, port: number): Promise<number> {
  for (let at = port; at <= port + MORE_PORTS; at++) {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve)
      server.listen(at, host, () => {
        server.removeListener('error', resolve)
        resolve(null)
      })
    })
    if (!error) return (server.address() as AddressInfo).port
    if (error.code !== 'EADDRINUSE')
      throw new MachineError(say`Cannot listen at ${host}:${at}: ${error.message}`)
  }
  throw new MachineError(say`Ports ${port} to ${port + MORE_PORTS} are taken; name another one with --port`)
}

/** A page of somebody else whose name was made to lead here still says its own name. */
function allowedHosts(host: string, port: number): (header: string) => boolean {
  const names = [...LOOPBACK, isIP(host) === 6 ? `[${host}]` : host].map((name) => `${name}:${port}`)
  const isAnywhere = host === '0.0.0.0' || host === '::'
  return (header) => {
    const name = header.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
    return names.includes(header) || (isAnywhere && isIP(name) > 0)
  }
}

interface Context {
  site: Site
  key: string
  allowed(host: string): boolean
  /** Streams of events. */
  open: Set<ServerResponse>
}

/** What is no page runs and loads nothing, whoever opens it by itself, and stands in no frame. */
const CLOSED = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

const SAFE = {
  'content-security-policy': CLOSED,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const { site, key, allowed, open } = context
  const { host = '', origin } = request.headers
  if (!allowed(host)) return refuse(response, { status: 403, error: `Unexpected host ${host}` })
  const written = request.url ?? '/'
  if (!URL.canParse(written, `http://${host}`))
    return refuse(response, { status: 400, error: 'Unexpected address' })
  const url = new URL(written, `http://${host}`)
  const path = pathBehind(key, url.pathname)
  if (request.method === 'POST') {
    const isJson = request.headers['content-type'] === 'application/json'
    if (path === null || origin !== `http://${host}` || !isJson)
      return refuse(response, { status: 403, error: 'Unexpected origin' })
    const body = await readJson(request)
    const refusal =
      body === undefined ? { status: 400, error: 'Unexpected body' } : await site.post(path, body)
    if (refusal) refuse(response, refusal)
    else response.writeHead(204, SAFE).end()
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, { status: 405, error: 'Unexpected method' })
  } else if (path === '/events') {
    if (open.size >= MOST_STREAMS) return refuse(response, { status: 503, error: 'Too many tabs' })
    stream(request, response, site, url.searchParams.has('paper'), open)
  } else {
    const found = await (path === null ? site.library(decoded(url.pathname)) : site.get(path))
    if (!found)
      return refuse(response, { status: 404, error: `There is no ${path ?? decoded(url.pathname)}` })
    const policy = found.policy ? { 'content-security-policy': found.policy } : {}
    response.writeHead(200, { ...SAFE, ...policy, 'content-type': found.type })
    response.end(request.method === 'HEAD' ? undefined : found.body)
  }
}

/** @returns The rest of a path that begins with the key, decoded; null for one that does not. */
function pathBehind(key: string, pathname: string): string | null {
  const begin = Buffer.from(pathname.slice(0, key.length + 2))
  const wanted = Buffer.from(`/${key}/`)
  // How long the comparison takes tells nothing of the key.
  const isKnown = begin.length === wanted.length && timingSafeEqual(begin, wanted)
  return isKnown ? decoded(pathname.slice(key.length + 1)) : null
}

function refuse(response: ServerResponse, { status, error }: Refusal): void {
  response.writeHead(status, { ...SAFE, 'content-type': 'application/json' }).end(JSON.stringify({ error }))
}

/** A mapping; undefined for anything else. */
async function readJson(request: IncomingMessage): Promise<object | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LARGEST_BODY) return undefined
    chunks.push(chunk)
  }
  try {
    const body: unknown = JSON.parse(String(Buffer.concat(chunks)))
    return typeof body === 'object' && body !== null ? body : undefined
  } catch {
    return undefined
  }
}

/** Server-sent events, for as long as the browser listens. */
function stream(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  paper: boolean,
  open: Set<ServerResponse>,
): void {
  response.writeHead(200, { ...SAFE, 'content-type': 'text/event-stream' })
  response.write('retry: 500\n\n')
  const listener: Listener = {
    paper,
    send: (event, data) => {
      // A browser that has fallen too far behind begins anew.
      if (response.writableLength > LONGEST_QUEUE) response.destroy()
      else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
  }
  open.add(response)
  request.socket.setNoDelay(true)
  response.on('close', () => {
    open.delete(response)
    site.disconnect(listener)
  })
  site.connect(listener)
}
