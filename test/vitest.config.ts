import { fileURLToPath } from 'node:url'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

/** Vitest itself would leave one of two processors idle. */
const quick = { isolate: false, maxWorkers: 2 }

/** Where real programs are started: a busy machine takes ten times as long, and a limit says nothing about the product. */
const patient = { testTimeout: 120_000, hookTimeout: 180_000 }

/**
 * One project per floor. What `npm run check` runs (core, architecture) needs neither browser nor database. Files that have
 * no state of their own share a worker's modules, which takes a third of the time.
 */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [preact()],
  test: {
    projects: [
      { extends: true, test: { name: 'architecture', ...quick, include: ['test/*.test.ts'] } },
      { extends: true, test: { name: 'core', ...quick, include: ['test/core/**/*.test.ts'] } },
      { extends: true, test: { name: 'demo', ...quick, include: ['test/demo/**/*.test.ts'] } },
      { extends: true, test: { name: 'contract', ...quick, include: ['test/contract/**/*.test.ts'] } },
      { extends: true, test: { name: 'extension', ...quick, include: ['test/extension/**/*.test.ts'] } },
      { extends: true, test: { name: 'usbip', ...quick, include: ['test/usbip/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'web', environment: 'happy-dom', maxWorkers: 2, include: ['test/web/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'native-host',
          include: ['test/native-host/**/*.test.ts'],
          maxWorkers: 2,
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'rigs',
          include: ['test/rigs/**/*.test.ts'],
          globalSetup: ['test/rigs/global-setup.ts'],
          maxWorkers: 2,
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          isolate: false, // a worker's databases are used again by its next file
          include: ['test/server/**/*.test.ts'],
          globalSetup: ['test/server/global-setup.ts'],
          ...patient,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          maxWorkers: 2, // each file has browsers of its own, and waits more than it works
          ...patient,
        },
      },
    ],
  },
})
