import { fileURLToPath } from 'node:url'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { packFiles } from './pack-files.ts'

/** The support-reporting system's pages: built apart, so that neither site's first page carries anything of the other. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [preact(), packFiles()],
  build: {
    outDir: '../dist/support',
    emptyOutDir: true,
    target: ['chrome120', 'firefox115', 'safari16'], // without a reader it is used in any browser
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: fileURLToPath(new URL('support.html', import.meta.url)),
      output: { codeSplitting: { groups: [{ name: 'support', tags: ['$initial'] }] } },
    },
    assetsInlineLimit: 0, // a data: address would need more than `'self'`
  },
})
