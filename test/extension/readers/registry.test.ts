import { describe, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { joinTransports } from '../../../extension/readers/registry.ts'
import type { ReaderTransport } from '../../../extension/readers/reader-transport.ts'
import { FakeCard, FakeDesk } from '../background/support/fake-desk.ts'

const transport = (id: string, desk: FakeDesk): ReaderTransport => {
  const readers = desk.readers()
  return { id, context: readers, refusals: () => readers.refusals(), watch: (listener) => readers.watch(listener) }
}

describe('readers of several transports', () => {
  it('are listed together, in the order of the transports', async () => {
    const joined = joinTransports([
      transport('a', new FakeDesk().plug('A1').plug('A2')),
      transport('b', new FakeDesk().plug('B1')),
    ])
    expect(await joined.listReaders()).toEqual(['A1', 'A2', 'B1'])
  })

  it('are each reached through their own transport', async () => {
    const joined = joinTransports([
      transport('a', new FakeDesk().plug('A')),
      transport('b', new FakeDesk().plug('B', new FakeCard())),
    ])
    await joined.listReaders()
    await expect(joined.connect('A', 'shared')).rejects.toMatchObject({ code: 'ERR_CARD_ABSENT' })
    await expect(joined.connect('B', 'shared')).resolves.toMatchObject({ activeProtocol: 't1' })
    await expect(joined.connect('C', 'shared')).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
  })

  it('wake their watcher whichever transport changes, and the others are left alone', async () => {
    const [a, b] = [new FakeDesk().plug('A'), new FakeDesk().plug('B')]
    const joined = joinTransports([transport('a', a), transport('b', b)])
    const names = await joined.listReaders()
    const waiting = joined.getStatusChange(
      names.map((readerName) => ({ readerName, currentState: { empty: true }, currentCount: 0 })),
    )
    b.insert('B', new FakeCard())
    expect(await waiting).toMatchObject([{ readerName: 'B', eventState: { present: true }, eventCount: 1 }])
  })

  it('end their question with the signal', async () => {
    const joined = joinTransports([transport('a', new FakeDesk().plug('A'))])
    await joined.listReaders()
    const end = new AbortController()
    const states = [{ readerName: 'A', currentState: { empty: true }, currentCount: 0 }]
    const waiting = joined.getStatusChange(states, { signal: end.signal })
    end.abort()
    await expect(waiting).rejects.toThrow()
  })

  it('that nobody lists are unknown', async () => {
    const joined = joinTransports([transport('a', new FakeDesk().plug('A'))])
    await joined.listReaders()
    const states = [{ readerName: 'gone', currentState: { present: true }, currentCount: 3 }]
    expect(await joined.getStatusChange(states)).toMatchObject([{ readerName: 'gone', eventState: { unknown: true } }])
  })

  it('tell what every transport may not use', async () => {
    const error = new CodedError('ERR_READER_PROTECTED_CLASS', 'protected')
    const [a, b] = [new FakeDesk(), new FakeDesk()]
    a.refused.push({ readerName: 'P', error })
    b.refused.push({ readerName: 'Q', error })
    const joined = joinTransports([transport('a', a), transport('b', b)])
    expect((await joined.refusals()).map(({ readerName }) => readerName)).toEqual(['P', 'Q'])
  })

  it('are watched until the watcher stops', () => {
    const desk = new FakeDesk()
    let calls = 0
    const stop = joinTransports([transport('a', desk)]).watch(() => calls++)
    desk.plug('A')
    stop()
    desk.unplug('A')
    expect(calls).toBe(1)
  })
})
