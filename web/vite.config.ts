import { fileURLToPath } from 'node:url'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { packFiles } from './pack-files.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [preact(), packFiles()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'chrome120',
    manifest: true, // which styles and code belong to a page that the server draws
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'index', tags: ['$initial'] }, // one file: smaller packed than two, and one journey
            { name: 'pages', test: /\.css$/ }, // the styles of all other pages weigh less than a request for each
          ],
        },
        // index names all others
        chunkFileNames: 'assets/[hash].js',
      },
    },
    assetsInlineLimit: 0, // a data: address would need more than `'self'`
  },
})
