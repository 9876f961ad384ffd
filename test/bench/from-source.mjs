/** `node from-source.mjs FILE FUNCTION ARGUMENT…`: runs a function of a file beside this one from the sources, which Node
 * alone cannot. What it returns is printed as JSON; what it says on the way goes to the standard error. */
import { fileURLToPath } from 'node:url'
import { createViteServer } from 'vitest/node'

const [file, name, ...rest] = process.argv.slice(2)
const server = await createViteServer({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
try {
  const module = await server.ssrLoadModule(`/test/bench/${file}`)
  const result = await module[name](...rest, console.error)
  console.log(JSON.stringify(result ?? null))
} finally {
  await server.close()
}
