import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BridgeAnswer } from '../../../core/protocol/bridge.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { toBase64url } from '../../../core/bytes/base64url.ts'
import { FakeCard } from './support/fake-desk.ts'
import { makeChallenge, type PageRig, portalOrigin, Rig, signInBody } from './support/rig.ts'

const jkt = toBase64url(new Uint8Array(32))
const second = 1000

let rig: Rig
let card: FakeCard
beforeEach(() => {
  rig = new Rig()
  card = new FakeCard()
})
afterEach(async () => {
  vi.useRealTimers()
  await rig.stop()
})

/** A page that has signed in with the card in reader R. */
async function signedIn(): Promise<PageRig> {
  if (!rig.desk.slots.has('R')) rig.desk.plug('R', card)
  const page = rig.page()
  const answered = page.signIn()
  const window = await rig.window()
  await window.phase('waiting-for-pin')
  await window.type('123456')
  expect((await answered).ok).toBe(true)
  await Promise.all([rig.ended(), rig.windowClosed()])
  return page
}

function watch(page: PageRig, { id = 'w', key = jkt } = {}): Promise<BridgeAnswer> {
  page.say({ id, action: 'watch-card', body: { jkt: key } })
  return page.answer(id)
}
const ended = (end: string, id = 'w') => ({ id, ok: true, result: { ended: end } })
const beats = (page: PageRig) =>
  page.inbox.all.filter((message) => 'event' in message && message.event === 'card-present').length

/** A page that has signed in and knows that its card is seen. */
async function watched(): Promise<{ page: PageRig; end: Promise<BridgeAnswer> }> {
  const page = await signedIn()
  const end = watch(page)
  await page.event('card-present')
  return { page, end }
}

describe('a page whose card is watched', () => {
  it('is told that the card is seen, and at once when it is taken out', async () => {
    const { page, end } = await watched()
    rig.desk.remove('R')
    expect(await end).toEqual(ended('removed'))
    expect(await watch(page, { id: 'again' })).toEqual(ended('lost', 'again'))
  })

  it('counts a swap as a removal, even by the same card', async () => {
    const { end } = await watched()
    rig.desk.remove('R').insert('R', card)
    expect(await end).toEqual(ended('removed'))
  })

  it('counts an unplugged reader as a removal', async () => {
    const { end } = await watched()
    rig.desk.unplug('R')
    expect(await end).toEqual(ended('removed'))
  })

  it('does so whatever the card service says: the reader was ours', async () => {
    const { end } = await watched()
    rig.desk.refused.push({ readerName: 'PC/SC', error: new CodedError('ERR_READER_HOST_MISSING', 'not installed') })
    rig.desk.unplug('R')
    expect(await end).toEqual(ended('removed'))
  })

  it('is not told so when the card service went away with its readers: that is lost after ten seconds', async () => {
    rig.desk.shared = true
    const page = await signedIn()
    vi.useFakeTimers()
    const end = watch(page)
    await vi.advanceTimersByTimeAsync(0)
    expect(beats(page)).toBe(1)
    rig.desk.refused.push({ readerName: 'PC/SC', error: new CodedError('ERR_READER_SERVICE', 'stopped') })
    rig.desk.unplug('R')
    await vi.advanceTimersByTimeAsync(9 * second)
    expect(page.answers).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2 * second)
    expect(await end).toEqual(ended('lost'))
  })

  it('does not mind what happens in other readers', async () => {
    const { page, end } = await watched()
    rig.desk.plug('S', new FakeCard({ cardSn: '2' }))
    rig.desk.remove('S').unplug('S')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(page.answers).toHaveLength(1)
    rig.desk.remove('R')
    expect(await end).toEqual(ended('removed'))
  })

  it('holds no handle to the card, and costs its holder nothing', async () => {
    await watched()
    expect(card).toMatchObject({ verifies: 1, signatures: 1, counterReads: 1, verified: false })
  })

  it('hears of the card every 20 s while it is seen', async () => {
    const page = await signedIn()
    vi.useFakeTimers()
    void watch(page)
    await vi.advanceTimersByTimeAsync(0)
    expect(beats(page)).toBe(1)
    await vi.advanceTimersByTimeAsync(60 * second)
    expect(beats(page)).toBe(4)
  })
})

describe('a watch is refused', () => {
  it('as lost where nobody has signed in, and for another key', async () => {
    const page = rig.page()
    expect(await watch(page)).toEqual(ended('lost'))
    await signedIn()
    const key = toBase64url(new Uint8Array(32).fill(1))
    expect(await watch(page, { id: 'other', key })).toEqual(ended('lost', 'other'))
  })

  it('to a frame inside a page', async () => {
    const { tab } = await signedIn()
    expect(await watch(rig.connect(tab, 7))).toMatchObject({ ok: false, error: { code: 'ERR_BRIDGE_NOT_TOP_FRAME' } })
  })

  it('to a site that is no portal', async () => {
    await signedIn()
    const page = rig.page('https://elsewhere.example/')
    expect(await watch(page)).toMatchObject({ ok: false, error: { code: 'ERR_BRIDGE_SITE_NOT_ALLOWED' } })
  })
})

describe('the card in the reader is compared with the one that signed in', () => {
  it('another one there counts as removed', async () => {
    const page = await signedIn()
    rig.desk.remove('R').insert('R', new FakeCard({ cardSn: '900000000099' }))
    expect(await watch(page)).toEqual(ended('removed'))
  })

  it('an empty reader too', async () => {
    const page = await signedIn()
    rig.desk.remove('R')
    expect(await watch(page)).toEqual(ended('removed'))
  })

  it('one that we cannot read counts by its answer to reset: it signed by middleware', async () => {
    const page = await signedIn()
    card.openError = new CodedError('ERR_CARD_NEEDS_MIDDLEWARE', 'no profile', { details: { answerToReset: '3b' } })
    void watch(page)
    await page.event('card-present')
  })

  it.each([
    ['the same', '900000000012', 'card-present'],
    ['another', '900000000701', 'removed'],
  ])('an NHI card, which cannot sign, is compared by its number: %s', async (_which, cardSn, outcome) => {
    const page = await signedIn()
    const info = { cardType: 'nhi', cardSn, environment: 'test', institution: null } as const
    const refusal = new CodedError('ERR_CARD_NO_CERTIFICATE', 'none')
    card.openError = new ReadOnlyCardError({ info, refusal })
    const end = watch(page)
    if (outcome === 'removed') expect(await end).toEqual(ended('removed'))
    else await page.event('card-present')
  })

  it('one that cannot be asked for ten seconds is lost, and found when it can be', async () => {
    const page = await signedIn()
    vi.useFakeTimers()
    card.openError = new CodedError('ERR_READER_TIMEOUT', 'busy')
    const end = watch(page)
    await vi.advanceTimersByTimeAsync(11 * second)
    expect(await end).toEqual(ended('lost'))
    expect(beats(page)).toBe(0)
    card.openError = undefined
    void watch(page, { id: 'again' })
    await vi.advanceTimersByTimeAsync(0)
    expect(beats(page)).toBe(1)
  })

  it('by what a sign-in under way knows, whose cards are not read by anybody else', async () => {
    const page = await signedIn()
    const other = rig.page()
    void other.signIn(signInBody({ challenge: makeChallenge() }), 'r2')
    const window = await rig.window()
    await window.phase('waiting-for-pin')
    let reads = 0
    card.beforeOpen = () => void reads++
    void watch(page)
    await page.event('card-present')
    expect(reads).toBe(0)
  })
})

describe('pages of one session', () => {
  it('are all told, each in its tab', async () => {
    const { end } = await watched()
    const second = rig.page()
    const alsoEnd = watch(second)
    await second.event('card-present')
    rig.desk.remove('R')
    expect(await Promise.all([end, alsoEnd])).toEqual([ended('removed'), ended('removed')])
  })

  it('one per tab: a newer request takes the place', async () => {
    const { page, end } = await watched()
    const newer = watch(page, { id: 'w2' })
    expect(await end).toEqual(ended('stopped'))
    rig.desk.remove('R')
    expect(await newer).toEqual(ended('removed', 'w2'))
  })

  it('one that is reloaded takes the watch up, without another reading of the card', async () => {
    const { page } = await watched()
    let reads = 0
    card.beforeOpen = () => void reads++
    page.port.break()
    const reloaded = rig.connect(page.tab)
    const end = watch(reloaded)
    await reloaded.event('card-present')
    expect(reads).toBe(0)
    rig.desk.remove('R')
    expect(await end).toEqual(ended('removed'))
  })

  it('that are all gone for a minute leave nothing behind', async () => {
    const { page } = await watched()
    vi.useFakeTimers()
    page.port.break()
    await vi.advanceTimersByTimeAsync(61 * second)
    expect(rig.chrome.storage.session.values).toEqual({})
    expect(rig.removals.followed).toEqual([])
  })

  it('that want it no more end it', async () => {
    const { page, end } = await watched()
    page.say({ id: 'w', action: 'cancel', body: {} })
    expect(await end).toEqual(ended('stopped'))
    expect(rig.removals.followed).toEqual([])
  })

  it('another sign-in at the site takes the place', async () => {
    const { end } = await watched()
    await signedIn()
    expect(await end).toEqual(ended('stopped'))
  })
})

describe('a reader that is released', () => {
  it('ends the watch for every page, and for those that ask later', async () => {
    const { page, end } = await watched()
    rig.removals.release(['R'])
    expect(await end).toEqual(ended('released'))
    expect(await watch(page, { id: 'later' })).toEqual(ended('released', 'later'))
    rig.restart()
    expect(await watch(rig.connect(page.tab), { id: 'after' })).toEqual(ended('released', 'after'))
  })
})

describe('a worker that was stopped', () => {
  /** As the relay does it: the same request again. */
  const takenUp = (page: PageRig) => {
    const again = rig.connect(page.tab)
    return { again, end: watch(again) }
  }

  it('goes on with the watch', async () => {
    const { page } = await watched()
    rig.restart()
    const { again, end } = takenUp(page)
    await again.event('card-present')
    rig.desk.remove('R')
    expect(await end).toEqual(ended('removed'))
  })

  it('notices what happened meanwhile', async () => {
    const { page } = await watched()
    rig.restart()
    rig.desk.remove('R').insert('R', new FakeCard({ cardSn: '1' }))
    expect(await takenUp(page).end).toEqual(ended('removed'))
  })

  it('waits for a reader that is slow to come back, and counts one that does not as removed', async () => {
    const { page } = await watched()
    rig.restart()
    rig.desk.unplug('R')
    vi.useFakeTimers()
    const { again, end } = takenUp(page)
    await vi.advanceTimersByTimeAsync(5 * second)
    expect(again.answers).toEqual([])
    await vi.advanceTimersByTimeAsync(6 * second)
    expect(await end).toEqual(ended('removed'))
  })

  it('keeps no PIN, and of the card no more than it needs', async () => {
    await watched()
    expect(rig.chrome.storage.session.values).toEqual({
      'signed-cards': [
        { origin: portalOrigin, jkt, readerName: 'R', cardSn: card.info.cardSn, answerToReset: '3b', released: false },
      ],
    })
  })
})
