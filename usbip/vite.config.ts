import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** `npm run reader`, everything inside. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'usbip/reader-command.ts',
    outDir: 'dist/usbip',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
  },
})
