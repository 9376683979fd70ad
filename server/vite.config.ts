import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The product, the same with demo PKI, demo data and card files on loopback, and the administrator's trust command. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  build: {
    ssr: true,
    rolldownOptions: {
      input: { main: 'server/main.ts', 'main.demo': 'server/main.demo.ts', trust: 'server/trust/main.ts' },
    },
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
  },
})
