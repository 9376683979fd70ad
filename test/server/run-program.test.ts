import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../server/run-program.ts'
import { openDatabase } from '../../server/db/open-database.ts'
import { readWebFiles } from '../../server/http/web-files.ts'

const failing = async (start: () => unknown): Promise<string> => {
  try {
    await start()
  } catch (error) {
    return wordsOf(error)
  }
  throw new Error('it started')
}

describe('a start that fails says why', () => {
  it('a database that does not answer: with the address, without the password', async () => {
    const words = await failing(() => openDatabase({ url: 'postgres://portal:geheim@127.0.0.1:9/portal' }))
    expect(words).toMatch(/^the database cannot be reached: .*ECONNREFUSED 127\.0\.0\.1:9/)
    expect(words).not.toContain('geheim')
  })

  it('pages that were never built: with the command that builds them', async () => {
    expect(await failing(() => readWebFiles('/nowhere/web'))).toContain('npm run build')
  })

  it('tries at several addresses, whose error has no words of its own', () => {
    const tries = ['connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'].map(
      (text) => new Error(text),
    )
    expect(wordsOf(new AggregateError(tries))).toBe(tries.map(({ message }) => message).join(', '))
  })
})
