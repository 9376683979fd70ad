import { beforeEach, describe, expect, it } from 'vitest'
import { ModuleRevocations } from '../../../extension/background/modules/module-revocations.ts'
import { MemoryModuleStore, day, now, storedModule } from '../modules/module-on-disk.ts'
import { FakeChrome } from './support/fake-chrome.ts'

const vpn = 'https://medvpn.nhi.gov.tw'
const other = 'https://portal.example'
const madeAt = new Date(now).toISOString()

let store: MemoryModuleStore
let time: number
/** What portals answer; one that is not here is not reached. */
let portals: Record<string, unknown>
let asked: string[]
let revocations: ModuleRevocations

const newRevocations = () =>
  new ModuleRevocations({
    store,
    now: () => time,
    fetch: async (url) => {
      const { origin, pathname } = new URL(url instanceof Request ? url.url : url)
      asked.push(`${origin}${pathname}`)
      if (!(origin in portals)) throw new TypeError('Failed to fetch')
      return Response.json(portals[origin])
    },
  })

beforeEach(async () => {
  new FakeChrome().install()
  store = new MemoryModuleStore(await storedModule())
  time = now
  portals = { [vpn]: { madeAt, modules: ['900000000129', '000000000111'] } }
  asked = []
  revocations = newRevocations()
})

const revokedAt = () => [...store.modules.values()][0]?.revokedAt

describe('which modules are revoked', () => {
  it('a module that a portal names is marked, and that a portal told is remembered', async () => {
    await revocations.ask([vpn])
    expect(asked).toEqual([`${vpn}/api/sam/revoked`])
    expect(revokedAt()).toBe(now)
    expect(revocations.news).toBe('told')
    expect(await newRevocations().toldAt()).toBe(now)
  })

  it('where no portal is reached the last known answer stands', async () => {
    await revocations.ask([vpn])
    portals = {}
    time += day
    await revocations.ask([vpn])
    expect(revocations.news).toBe('unreachable')
    expect(await revocations.toldAt()).toBe(now)
    expect(revokedAt()).toBe(now)
  })

  it('a module that a portal does not name any more stays revoked: that cannot be taken back', async () => {
    await revocations.ask([vpn])
    portals = { [vpn]: { madeAt, modules: [] } }
    await revocations.ask([vpn])
    expect(revokedAt()).toBe(now)
  })

  it.each([
    ['nothing of ours', { revoked: ['900000000129'] }],
    ['codes that are none', { madeAt, modules: ['*'] }],
    ['no object', 'modules'],
  ])('an answer with %s counts as none', async (_what, answer) => {
    portals = { [vpn]: answer }
    await revocations.ask([vpn])
    expect(revocations.news).toBe('unreachable')
    expect(revokedAt()).toBeNull()
  })

  it('an error answer counts as none', async () => {
    const failing = new ModuleRevocations({
      store,
      now: () => time,
      fetch: async () => Response.json({ madeAt, modules: ['900000000129'] }, { status: 503 }),
    })
    await failing.ask([vpn])
    expect(failing.news).toBe('unreachable')
    expect(revokedAt()).toBeNull()
  })

  it('of several portals one that answers is enough', async () => {
    await revocations.ask([other, vpn])
    expect(revocations.news).toBe('told')
    expect(revokedAt()).toBe(now)
  })

  it('before a sign-in a portal is asked at most once a day, and again when it was not reached', async () => {
    await revocations.askDaily(vpn)
    await revocations.askDaily(vpn)
    time += day - 1
    await newRevocations().askDaily(vpn)
    expect(asked).toHaveLength(1)
    await revocations.askDaily(other)
    expect(asked).toHaveLength(2)
    await revocations.askDaily(other)
    expect(asked).toHaveLength(3)
    time += 1
    await revocations.askDaily(vpn)
    expect(asked).toHaveLength(4)
  })

  it('whoever watches hears that it is being asked, and what came of it', async () => {
    const heard: string[] = []
    const stop = revocations.onChange(() => heard.push(revocations.news))
    await revocations.ask([vpn])
    stop()
    await revocations.ask([vpn])
    expect(heard).toEqual(['asking', 'told'])
  })
})
