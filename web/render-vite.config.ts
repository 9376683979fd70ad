import { fileURLToPath } from 'node:url'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vite'

/** The pages for a server to draw: one file with all that it needs, preact included. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [preact()],
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'render.ts',
    outDir: '../dist/render',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
})
