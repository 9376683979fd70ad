import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readWebFiles } from '../../../server/http/web-files.ts'

const page = '<!doctype html><title>健保資訊網服務系統</title>'
const script = 'x()'.repeat(500)

describe('the built pages', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'web-files-'))
    mkdirSync(join(directory, 'assets'))
    mkdirSync(join(directory, '.vite'))
    writeFileSync(join(directory, 'index.html'), page)
    writeFileSync(join(directory, 'assets/main-1.js'), script)
    writeFileSync(join(directory, 'assets/main-1.js.br'), brotliCompressSync(script))
    writeFileSync(join(directory, '.vite/manifest.json'), '{}')
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  it('are served but for the shell, what is packed and Vite’s list', () => {
    const { shell, files } = readWebFiles(directory)
    expect([...files.keys()]).toEqual(['/assets/main-1.js'])
    expect(Buffer.from(shell.bytes).toString()).toBe(page)
  })

  it('have what the build has packed beside them, the smallest first', () => {
    const [brotli, gzip] = readWebFiles(directory).files.get('/assets/main-1.js')?.packed ?? []
    expect([brotli?.coding, gzip?.coding]).toEqual(['br', 'gzip'])
    expect(brotli?.bytes.length).toBeLessThan(gzip?.bytes.length ?? 0)
  })
})
