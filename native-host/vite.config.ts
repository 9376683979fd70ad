import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The program that the browser starts, everything but koffi inside, and the command that installs it. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  ssr: { noExternal: true, external: ['koffi'] },
  build: {
    ssr: true,
    rolldownOptions: {
      input: {
        main: 'native-host/main.ts',
        'pkcs11-module': 'native-host/pkcs11/module-main.ts',
        'register-main': 'native-host/register-main.ts',
        'program-folder': 'native-host/registration/program-folder.ts',
      },
      output: { chunkFileNames: '[name]-[hash].js' },
    },
    outDir: 'dist/native-host',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
  },
})
