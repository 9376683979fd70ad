import { describe, expect, it } from 'vitest'
import { fileAddress } from '../../../core/protocol/announcements.ts'
import type { Route } from '../../../core/protocol/route.ts'
import { type RouteName, routes } from '../../../core/protocol/routes.ts'

const rows: readonly (readonly [RouteName, Route])[] = Object.entries(routes) as [RouteName, Route][]
const isSignedIn = ({ rule }: Route) => rule === 'session' || typeof rule === 'object'
const has = ({ also = [] }: Route, per: 'holder' | 'institution') => also.some((limit) => limit.per === per)

describe('the limits of the route table', () => {
  it('count those who are signed in by session, and others by address', () => {
    const wrong = rows.filter(([, row]) => row.limit.per !== (isSignedIn(row) ? 'session' : 'address'))
    expect(wrong.map(([name]) => name)).toEqual([])
  })

  it.each([
    ['takes a file', ([, row]: (typeof rows)[number]) => row.upload === true],
    ['gives a file out', ([, row]: (typeof rows)[number]) => row.answer === fileAddress],
    ['searches', ([name]: (typeof rows)[number]) => name.endsWith('/search')],
    ['exports or prints', ([name]: (typeof rows)[number]) => /\/(export|print)$/.test(name)],
    ['resets a password', ([name]: (typeof rows)[number]) => /POST \/api\/passwords\/(managers|users)$/.test(name)],
    [
      'signs in',
      ([name]: (typeof rows)[number]) =>
        /POST \/api\/(auth\/assertion|passwords\/sign-in|support-sign-in\/(card|phone\/return))$/.test(name),
    ],
  ])('count whoever %s in all their sessions together', (_what, applies) => {
    const those = rows.filter(applies)
    expect(those.length).toBeGreaterThan(0)
    expect(those.filter(([, row]) => !has(row, 'holder')).map(([name]) => name)).toEqual([])
  })

  it('let the sessions of one holder do more than one session alone within a window, or the session’s own would be idle', () => {
    const wrong = rows.filter(([, { limit, also = [] }]) =>
      also.some(
        ({ per, count, seconds }) =>
          per === 'holder' && limit.per === 'session' && seconds <= limit.seconds && count < limit.count,
      ),
    )
    expect(wrong.map(([name]) => name)).toEqual([])
  })

  it('let an institution do at least what one of its people may', () => {
    const countOf = ({ also = [] }: Route, per: string) => also.find((limit) => limit.per === per)?.count
    const wrong = rows.filter(([, row]) => (countOf(row, 'institution') ?? Infinity) < (countOf(row, 'holder') ?? 0))
    expect(wrong.map(([name]) => name)).toEqual([])
  })

  it('say of each body how long it may be and how long it may take: 64 KiB and half a minute unless its row says more', () => {
    const more = rows.filter(([, { maximumBytes, upload }]) => upload === true && maximumBytes === undefined)
    expect(more.map(([name]) => name)).toEqual([])
  })
})
