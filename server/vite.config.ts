import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/**
 * The product, the same with demo PKI, demo data and card files on loopback, the operators' commands, and the
 * threads that read large revocation lists and check claims. All files stand side by side, so that each finds the threads'.
 */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  build: {
    ssr: true,
    rolldownOptions: {
      input: {
        main: 'server/main.ts',
        'main.demo': 'server/main.demo.ts',
        trust: 'server/trust/main.ts',
        sam: 'server/sam/operator/main.ts',
        'check-report': 'server/check/main.ts',
        'carry-over': 'server/organizations/carry-over/main.ts',
        audit: 'server/audit-seal/main.ts',
        backup: 'server/backup/backup-main.ts',
        restore: 'server/backup/restore-main.ts',
        'list-worker': 'server/pki/list-worker.ts',
        'claims-worker': 'server/claims/claims-worker.ts',
      },
      output: { chunkFileNames: '[name]-[hash].js' },
    },
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
  },
})
