import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/db/open-database.ts'

let folder: string
let directory: string
let writers: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-embedded-'))
  directory = join(folder, 'data')
})
afterEach(async () => {
  for (const writer of writers) await end(writer)
  writers = []
  rmSync(folder, { recursive: true, force: true })
})

/** A process that owns the directory, and the lines it wrote so far. */
function startWriter(from: number): {
  writer: ChildProcess
  lines: string[]
  reached: (count: number) => Promise<void>
} {
  const program = fileURLToPath(new URL('kill-writer.mjs', import.meta.url))
  const writer = spawn(process.execPath, [program, directory, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] })
  writers.push(writer)
  const lines: string[] = []
  const reader = createInterface({ input: writer.stdout })
  reader.on('line', (line) => lines.push(line))
  const reached = async (count: number) => {
    const ended = once(writer, 'close').then(() => {
      throw new Error('the writer ended by itself')
    })
    ended.catch(() => undefined) // looked at only while lines are waited for
    while (lines.length < count) await Promise.race([once(reader, 'line'), ended])
  }
  return { writer, lines, reached }
}

async function end(writer: ChildProcess): Promise<void> {
  if (writer.exitCode !== null || writer.signalCode !== null) return
  writer.kill('SIGKILL')
  await once(writer, 'close')
}

describe('the embedded database', () => {
  it(
    'loses nothing that was acknowledged when its process is killed, and opens again',
    { timeout: 60_000 },
    async () => {
      const acknowledged: string[] = []
      for (let round = 0; round < 2; round++) {
        const { writer, lines, reached } = startWriter(round * 100_000)
        await reached(60)
        await end(writer)
        acknowledged.push(...lines.slice(1))
      }
      const database = await openDatabase({ directory })
      const rows = await database.query.selectFrom('people').select('name').execute()
      await database.close()
      const kept = new Set(rows.map(({ name }) => name))
      expect(acknowledged.length).toBeGreaterThanOrEqual(118)
      expect(acknowledged.filter((name) => !kept.has(name))).toEqual([])
    },
  )

  it('is refused to a second process while the first lives', { timeout: 60_000 }, async () => {
    const { reached } = startWriter(0)
    await reached(1)
    await expect(openDatabase({ directory })).rejects.toThrow(/is in use by process \d+ on/)
  })

  it('is refused to the same process twice, and free again once closed', async () => {
    const first = await openDatabase({ directory })
    await expect(openDatabase({ directory })).rejects.toThrow('is in use')
    await first.close()
    expect(existsSync(`${directory}.lock`)).toBe(false)
    const second = await openDatabase({ directory })
    await second.close()
  })

  it('takes over the lock of a process that is gone, even when its number lives on in another one', async () => {
    const first = await openDatabase({ directory })
    const owner = JSON.parse(readFileSync(`${directory}.lock`, 'utf8')) as Record<string, unknown>
    await first.close()
    writeFileSync(`${directory}.lock`, JSON.stringify({ ...owner, start: '1' }))
    const second = await openDatabase({ directory })
    await second.close()
  })

  it('leaves the lock of another host alone while it is fresh', async () => {
    writeFileSync(`${directory}.lock`, JSON.stringify({ pid: 1, host: 'elsewhere', start: '' }))
    await expect(openDatabase({ directory })).rejects.toThrow('in use by process 1 on elsewhere')
  })

  it('starts over when a first start was killed half way', async () => {
    const half = `${directory}.init`
    writeFileSync(half, 'not a directory')
    const database = await openDatabase({ directory })
    await database.close()
    expect(existsSync(half)).toBe(false)
  })
})
