/** `node write-material.mjs REPORT OUT`: runs `material.ts` from the sources, which Node alone cannot. */
import { fileURLToPath } from 'node:url'
import { createViteServer } from 'vitest/node'

const [report, out] = process.argv.slice(2)
const server = await createViteServer({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
try {
  const { writeMaterial } = await server.ssrLoadModule('/test/bench/material.ts')
  await writeMaterial(report, out)
} finally {
  await server.close()
}
