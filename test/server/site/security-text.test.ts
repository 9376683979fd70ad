import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { openTestPortal, support, type TestPortal } from '../test-portal.ts'

const path = '/.well-known/security.txt'
const contact = { SECURITY_CONTACT: 'mailto:security@portal.example', SECURITY_CONTACT_UNTIL: '2027-12-31' }

let portal: TestPortal
afterEach(() => portal.close())
const open = async (variables: Record<string, string>) => {
  portal = await openTestPortal(undefined, variables)
  return async (origin = support) => await portal.page({ origin }).fetch('GET', path)
}

describe('security.txt', () => {
  it('says what an administrator has set, until when, and where it stands', async () => {
    const ask = await open(contact)
    const { status, headers, body } = await ask()
    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(body).toBe(
      'Contact: mailto:security@portal.example\nExpires: 2027-12-31T15:59:59.000Z\n' +
        `Preferred-Languages: zh-TW, en\nCanonical: ${support}${path}\n`,
    )
  })

  it('is not there where nothing is set', async () => {
    const ask = await open({})
    expect((await ask()).status).toBe(404)
  })

  it('is not there once its time is over: an address may belong to somebody else by then', async () => {
    const ask = await open(contact)
    const end = new Date('2027-12-31T15:59:59Z')
    portal.clock.advance((end.getTime() - portal.clock.now().getTime()) / 1000 - 1)
    expect((await ask()).status).toBe(200)
    portal.clock.advance(1)
    expect((await ask()).status).toBe(404)
  })

  it.each([
    [{ SECURITY_CONTACT: 'security@portal.example', SECURITY_CONTACT_UNTIL: '2027-12-31' }, 'SECURITY_CONTACT must be'],
    [{ ...contact, SECURITY_CONTACT: 'mailto:a@b.example\nExpires: 2099-01-01T00:00:00Z' }, 'SECURITY_CONTACT must be'],
    [{ SECURITY_CONTACT: contact.SECURITY_CONTACT }, 'go together'],
  ])('%j is refused at the start', async (variables, words) => {
    await open({})
    expect(() => readConfig(variables)).toThrow(words)
  })
})
