import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Writes beside each text of the build the same as Brotli (`.br`), a sixth less than gzip: too slow for a server's start. */
export const packFiles = (): Plugin => ({
  name: 'pack-files',
  writeBundle({ dir }, bundle) {
    if (dir === undefined) throw new Error('the pages are built into a directory')
    for (const name of Object.keys(bundle)) {
      if (!/\.(css|html|js|svg)$/.test(name)) continue
      const content = readFileSync(join(dir, name))
      const packed = brotliCompressSync(content)
      if (packed.length < content.length) writeFileSync(join(dir, `${name}.br`), packed)
    }
  },
})
