import { describe, expect, it } from 'vitest'
import type { TransportId } from '../../../core/protocol/managed-policy.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { joinTransports } from '../../../extension/readers/registry.ts'
import type { ReaderTransport } from '../../../extension/readers/reader-transport.ts'
import { FakeCard, FakeDesk } from '../background/support/fake-desk.ts'

const transport = (id: TransportId, desk: FakeDesk): ReaderTransport => {
  const readers = desk.readers()
  return { id, context: readers, refusals: () => readers.refusals(), watch: (listener) => readers.watch(listener) }
}

describe('readers of several transports', () => {
  it('are listed together, in the order of the transports', async () => {
    const joined = joinTransports([
      transport('web-usb', new FakeDesk().plug('A1').plug('A2')),
      transport('native-host', new FakeDesk().plug('B1')),
    ])
    expect(await joined.listReaders()).toEqual(['A1', 'A2', 'B1'])
  })

  it('are each reached through their own transport', async () => {
    const joined = joinTransports([
      transport('web-usb', new FakeDesk().plug('A')),
      transport('native-host', new FakeDesk().plug('B', new FakeCard())),
    ])
    await joined.listReaders()
    await expect(joined.connect('A', 'shared')).rejects.toMatchObject({ code: 'ERR_CARD_ABSENT' })
    await expect(joined.connect('B', 'shared')).resolves.toMatchObject({ activeProtocol: 't1' })
    await expect(joined.connect('C', 'shared')).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
  })

  it('wake their watcher whichever transport changes, and the others are left alone', async () => {
    const [a, b] = [new FakeDesk().plug('A'), new FakeDesk().plug('B')]
    const joined = joinTransports([transport('web-usb', a), transport('native-host', b)])
    const names = await joined.listReaders()
    const waiting = joined.getStatusChange(
      names.map((readerName) => ({ readerName, currentState: { empty: true }, currentCount: 0 })),
    )
    b.insert('B', new FakeCard())
    expect(await waiting).toMatchObject([{ readerName: 'B', eventState: { present: true }, eventCount: 1 }])
  })

  it('end their question with the signal', async () => {
    const joined = joinTransports([transport('web-usb', new FakeDesk().plug('A'))])
    await joined.listReaders()
    const end = new AbortController()
    const states = [{ readerName: 'A', currentState: { empty: true }, currentCount: 0 }]
    const waiting = joined.getStatusChange(states, { signal: end.signal })
    end.abort()
    await expect(waiting).rejects.toThrow()
  })

  it('are left out where the system cannot have them, with what refuses them', async () => {
    const desk = new FakeDesk().plug('B')
    desk.refused.push({ readerName: 'P', error: new CodedError('ERR_READER_HOST_MISSING', 'missing') })
    const elsewhere = { ...transport('native-host', desk), offered: async () => false }
    const joined = joinTransports([transport('web-usb', new FakeDesk().plug('A')), elsewhere])
    expect(await joined.listReaders()).toEqual(['A'])
    expect(await joined.refusals()).toEqual([])
  })

  it('that nobody lists are unknown', async () => {
    const joined = joinTransports([transport('web-usb', new FakeDesk().plug('A'))])
    await joined.listReaders()
    const states = [{ readerName: 'gone', currentState: { present: true }, currentCount: 3 }]
    expect(await joined.getStatusChange(states)).toMatchObject([{ readerName: 'gone', eventState: { unknown: true } }])
  })

  it('tell what every transport may not use', async () => {
    const error = new CodedError('ERR_READER_PROTECTED_CLASS', 'protected')
    const [a, b] = [new FakeDesk(), new FakeDesk()]
    a.refused.push({ readerName: 'P', error })
    b.refused.push({ readerName: 'Q', error })
    const joined = joinTransports([transport('web-usb', a), transport('native-host', b)])
    expect((await joined.refusals()).map(({ readerName }) => readerName)).toEqual(['P', 'Q'])
  })

  it('are watched until the watcher stops', () => {
    const desk = new FakeDesk()
    let calls = 0
    const stop = joinTransports([transport('web-usb', desk)]).watch(() => calls++)
    desk.plug('A')
    stop()
    desk.unplug('A')
    expect(calls).toBe(1)
  })

  it('an administrator’s policy leaves transports out, from the next look on', async () => {
    let allowed: readonly TransportId[] | undefined
    const joined = joinTransports(
      [transport('web-usb', new FakeDesk().plug('A')), transport('native-host', new FakeDesk().plug('B'))],
      () => Promise.resolve(allowed),
    )
    expect(await joined.listReaders()).toEqual(['A', 'B'])
    allowed = ['native-host']
    expect(await joined.listReaders()).toEqual(['B'])
    await expect(joined.connect('A', 'shared')).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
    expect((await joined.transports()).map(({ id, readers }) => [id, readers])).toEqual([['native-host', ['B']]])
  })

  it('NHI readers are those whose slots are listed now, and are no other transport’s', async () => {
    const reader = { name: 'N', slots: [{ readerName: 'N－1', role: 'nhi' }] } as const
    const serial = new FakeDesk().plug('N－1')
    const withNhi = { ...transport('web-serial', serial), nhiReaders: () => [reader] }
    const joined = joinTransports([withNhi])
    await joined.listReaders()
    expect(joined.nhiReaders()).toEqual([reader])
    serial.unplug('N－1')
    await joined.listReaders()
    expect(joined.nhiReaders()).toEqual([])
    const taken = joinTransports([transport('web-usb', new FakeDesk().plug('N－1')), withNhi])
    serial.plug('N－1')
    await taken.listReaders()
    expect(taken.nhiReaders()).toEqual([])
  })

  it('each tells by itself what stands in its way, and what its program says of itself', async () => {
    const error = new CodedError('ERR_READER_HOST_MISSING', 'not found')
    const desk = new FakeDesk()
    desk.refused.push({ readerName: 'PC/SC', error })
    const missing = { ...transport('native-host', desk), about: () => Promise.reject(error) }
    const there = { ...transport('web-usb', new FakeDesk().plug('A')), about: () => Promise.resolve({ version: '1' }) }
    expect(await joinTransports([there, missing]).transports()).toEqual([
      { id: 'web-usb', readers: ['A'], refusals: [], service: { version: '1' } },
      { id: 'native-host', readers: [], refusals: desk.refused, service: undefined },
    ])
  })
})
