import { fileURLToPath } from 'node:url'
import { crx } from '@crxjs/vite-plugin'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vite'
import manifest from '../manifest.json' with { type: 'json' }
import { firstRows, popupGroups } from './popup-build.config.ts'

const target = 'chrome120'
const root = fileURLToPath(new URL('..', import.meta.url))

/** Pages that the manifest does not name: the worker opens PIN window and serial document, the demo's launcher the panel. */
const pages = {
  production: [
    'extension/pin/index.html',
    'extension/offscreen/index.html',
    'extension/check/index.html',
    'extension/modules/index.html',
  ],
  demo: ['extension/demo-panel/index.demo.html'],
}

/** `vite build -c extension/vite.config.ts` is what the stores get; `--mode demo` adds the virtual readers and local names. */
export default defineConfig(async ({ mode }) => ({
  root, // manifest.json sits at the project's root, so this must be the root
  publicDir: 'extension/public',
  plugins: [
    preact(),
    crx({
      manifest: mode === 'demo' ? (await import('./demo-manifest.ts')).demoManifest(manifest) : manifest,
    }),
    firstRows(target),
  ],
  build: {
    outDir: mode === 'demo' ? 'dist/extension-demo' : 'dist/extension',
    emptyOutDir: true,
    target,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: mode === 'demo' ? [...pages.production, ...pages.demo] : pages.production,
      output: { codeSplitting: { groups: popupGroups } },
    },
  },
}))
