import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Two programs: the product, and the same with demo PKI, demo data and card files on loopback. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  build: {
    ssr: true,
    rolldownOptions: { input: { main: 'server/main.ts', 'main.demo': 'server/main.demo.ts' } },
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
  },
})
