import { describe, expect, it } from 'vitest'
import { main } from '../drive/demo.ts'
import { faults } from '../drive/faults.ts'

/** The demo command from start to end, a server of its own each time: page, audit row and database must agree. */
describe('npm run demo', () => {
  it.each(['hca-institution', 'hca-personnel', 'moica', 'gca-unit', 'moeaca'])(
    '--card=%s signs in',
    async (card) => {
      expect(await main([`--card=${card}`])).toBe(0)
    },
    120_000,
  )

  it.each(Object.keys(faults))(
    '--fault=%s is refused as its table says',
    async (fault) => {
      expect(await main(['--card=hca-personnel', `--fault=${fault}`])).toBe(0)
    },
    120_000,
  )

  it('an unknown card or fault is told how to ask, and nothing is started', async () => {
    expect(await main(['--card=library-card'])).toBe(2)
    expect(await main(['--card=hca-personnel', '--fault=gremlins'])).toBe(2)
  })
})
