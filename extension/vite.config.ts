import { fileURLToPath } from 'node:url'
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'
import manifest from '../manifest.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))

/** `vite build -c extension/vite.config.ts` is what the stores get; `--mode demo` adds the virtual readers and local names. */
export default defineConfig(async ({ mode }) => ({
  root, // manifest.json sits at the project's root, so this must be the root
  publicDir: 'extension/public',
  plugins: [
    preact(),
    crx({
      manifest: (mode === 'demo'
        ? (await import('./demo-manifest.ts')).demoManifest(manifest)
        : manifest) as ManifestV3Export,
    }),
  ],
  build: {
    outDir: mode === 'demo' ? 'dist/extension-demo' : 'dist/extension',
    emptyOutDir: true,
    target: 'chrome120',
    modulePreload: false as const,
  },
}))
