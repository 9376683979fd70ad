import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Runs server/main.ts until it ends by itself. */
async function run(variables: Record<string, string>): Promise<{ code: number | null; words: string }> {
  const program = fileURLToPath(new URL('run-server.mjs', import.meta.url))
  const server = spawn(process.execPath, [program, 'main.ts'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], ...variables },
  })
  let words = ''
  server.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const [code] = (await once(server, 'close')) as [number | null]
  return { code, words }
}

describe('the product server', () => {
  it('does not start without pinned authorities, and says which variable is missing', async () => {
    const { code, words } = await run({})
    expect(code).toBe(1)
    expect(words).toMatch(/^TRUST_ANCHORS must name the file/)
  })

  it('does not start with a wrong setting, and says what it should be', async () => {
    const { code, words } = await run({ PORT: 'eighty', TRUST_ANCHORS: '/nowhere.json' })
    expect(code).toBe(1)
    expect(words).toContain('PORT must be a number from 0 to 65535')
  })
})
