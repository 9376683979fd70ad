import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'

describe('the configuration', () => {
  it('is a production portal on loopback when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      environment: 'production',
      origins: { vpn: 'https://medvpn.nhi.gov.tw', internet: 'https://med.nhi.gov.tw' },
      database: { directory: '.data/portal/database' },
      session: { idleSeconds: 1800, absoluteSeconds: 43_200, cardWatch: false },
      passwordChangeRequired: true,
    })
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(8080)
  })

  it('serves one platform when told so', () => {
    expect(readConfig({ PLATFORM: 'internet' }).origins).toEqual({ internet: 'https://med.nhi.gov.tw' })
  })

  it('serves the support-reporting system by itself, or beside the portals when told so', () => {
    const support = 'https://support.example'
    expect(readConfig({ PLATFORM: 'support', ORIGIN_SUPPORT: support }).origins).toEqual({ support })
    expect(Object.keys(readConfig({ PLATFORM: 'all' }).origins)).toEqual(['vpn', 'internet', 'support'])
    expect(() => readConfig({ PLATFORM: 'all', ORIGIN_SUPPORT: 'https://med.nhi.gov.tw' })).toThrow('differ')
  })

  it.each([
    ['PORT', '70000', 'a number from 0 to 65535'],
    ['PORT', '80a', 'a number from 0 to 65535'],
    ['PLATFORM', 'intranet', 'vpn, internet, both (the two portals), support, or all'],
    ['ORIGIN_SUPPORT', 'http://support.example', 'an origin'],
    ['ORIGIN_VPN', 'https://portal.example/path', 'an origin'],
    ['ORIGIN_INTERNET', 'ftp://portal.example', 'an origin'],
    ['ORIGIN_INTERNET', 'http://portal.example', 'an origin'],
    ['ORIGIN_INTERNET', 'http://localhost.example', 'an origin'],
    ['SMS_GATEWAY_URL', 'http://sms.example/send', 'an https address'],
    ['SMS_GATEWAY_URL', 'file:///etc/passwd', 'an https address'],
    ['ENVIRONMENT', 'prod', 'test or production'],
    ['DATABASE_URL', 'mysql://db', 'a postgres:// address'],
    ['DATABASE_URL', 'db', 'a postgres:// address'],
    ['DATABASE_URL', 'postgres://db/portal?application%5Fname=x', 'a postgres:// address without application_name'],
    ['EXTENSION_CHROME_URL', 'http://store.example', 'an https address'],
    ['HELPDESK_EMAIL', 'helpdesk', 'a mail address'],
    ['HELPDESK_PHONE', 'ask us', 'a telephone number'],
    ['LINE_PHONE', '12', 'a telephone number'],
    ['MINIMUM_EXTENSION', '1.x', 'dotted numbers'],
    ['SESSION_IDLE_MINUTES', '0', 'a number from 1 to 1440'],
    ['CARD_WATCH', 'yes', 'off or on'],
    ['PASSWORD_CHANGE_REQUIRED', 'no', 'off or on'],
    ['LOG_LEVEL', 'loud', 'debug'],
  ])('says what is wrong with %s=%s', (name, value, words) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name} must be ${words}`)
  })

  it('names every wrong variable at once, and repeats no value: one of them may hold a password', () => {
    const read = () => readConfig({ DATABASE_URL: 'http://user:geheim@db', PORT: 'x' })
    expect(read).toThrow(/DATABASE_URL[^]*PORT|PORT[^]*DATABASE_URL/)
    expect(read).not.toThrow(/geheim/)
  })

  it.each([
    ['one origin', 'the Host header could not tell them apart', 'https://a.example'],
    ['two ports of one host', 'cookies ignore ports', 'https://a.example:8443'],
  ])('refuses %s for both platforms: %s', (_what, _why, internet) => {
    expect(() => readConfig({ ORIGIN_VPN: 'https://a.example', ORIGIN_INTERNET: internet })).toThrow('differ')
  })

  it.each([
    [{ SUPPORT_GOES_LIVE_ON: '2027-07-01' }, 'SUPPORT_EARLIER_URL'],
    [
      {
        SUPPORT_OPENS_ON: '2027-08-01',
        SUPPORT_GOES_LIVE_ON: '2027-07-01',
        SUPPORT_EARLIER_URL: 'https://old.example',
      },
      'must not be after',
    ],
    [{ SMS_GATEWAY_URL: 'https://sms.example' }, 'go together'],
    [
      { SMS_GATEWAY_URL: 'https://sms.example', SMS_GATEWAY_TOKEN: 't'.repeat(16), ENVIRONMENT: 'test' },
      'no message leaves',
    ],
    [{ NHI_VERIFICATION_ORIGIN: 'https://verify.example' }, 'go together'],
    [{ METRICS_PORT: '8080' }, 'METRICS_PORT must not be PORT'],
  ])('refuses %j', (variables, words) => {
    expect(() => readConfig(variables)).toThrow(words)
  })

  it('names all that does not fit together at once', () => {
    const read = () => readConfig({ SMS_GATEWAY_URL: 'https://sms.example', METRICS_PORT: '8080' })
    expect(read).toThrow(/SMS_GATEWAY_TOKEN[^]*METRICS_PORT/)
  })

  it('tells metrics nowhere unless told to, and then on this computer', () => {
    expect(readConfig({}).metrics).toBeUndefined()
    expect(readConfig({ METRICS_PORT: '9100' }).metrics).toEqual({ host: '127.0.0.1', port: 9100 })
  })

  it('takes plain http for names of this computer alone', () => {
    expect(readConfig({ PLATFORM: 'vpn', ORIGIN_VPN: 'http://vpn.localhost:8080' }).origins).toEqual({
      vpn: 'http://vpn.localhost:8080',
    })
  })
})
