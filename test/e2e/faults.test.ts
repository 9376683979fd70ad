import { describe, expect, it } from 'vitest'
import { main } from '../drive/demo.ts'
import { faults } from '../drive/faults.ts'

/** The demo command from start to end, with a server and a browser of its own: page, audit row and database must agree. */
describe('npm run demo', () => {
  it('every card signs in', async () => {
    const cards = ['hca-institution', 'hca-personnel', 'moica', 'gca-unit', 'moeaca', 'piv', 'pkcs15']
    expect(await main([`--card=${cards.join(',')}`])).toBe(0)
  }, 240_000)

  it('every fault is refused as its table says', async () => {
    expect(await main(['--card=hca-personnel', `--fault=${Object.keys(faults).join(',')}`])).toBe(0)
  }, 240_000)

  it('an unknown card or fault is told how to ask, and nothing is started', async () => {
    expect(await main(['--card=library-card'])).toBe(2)
    expect(await main(['--card=hca-personnel,library-card'])).toBe(2)
    expect(await main(['--card=hca-personnel', '--fault=gremlins'])).toBe(2)
  })
})
