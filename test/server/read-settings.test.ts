import { describe, expect, it } from 'vitest'
import { settings } from '../../server/settings.ts'
import { describeSettings, findMisspellings } from '../../server/read-settings.ts'

describe('settings that are told', () => {
  it.each([
    ['DATABASE_URI', 'DATABASE_URL'],
    ['database_url', 'DATABASE_URL'],
    ['TRUST_ANCHOR', 'TRUST_ANCHORS'],
    ['SESION_HOURS', 'SESSION_HOURS'],
    ['ORIGIN_VNP', 'ORIGIN_VPN'],
  ])('%s is taken for %s', (given, known) => {
    expect(findMisspellings({ [given]: 'x' })).toEqual([{ given, known }])
  })

  it.each(['HOSTNAME', 'PATH', 'PORTS', 'LOGNAME', 'DATABASE', 'NODE_ENV', 'PLATFORMS_HOME'])(
    '%s is another program’s',
    (given) => {
      expect(findMisspellings({ [given]: 'x' })).toEqual([])
    },
  )

  it('no setting is taken for another', () => {
    expect(findMisspellings(Object.fromEntries(Object.keys(settings).map((name) => [name, 'x'])))).toEqual([])
  })

  it('every setting is told, and no secret', () => {
    const lines = describeSettings({
      DATABASE_URL: 'postgres://db.example/portal?user=portal&password=geheim',
      SMS_GATEWAY_TOKEN: 'geheim-geheim-geheim',
      PORT: 'not a number',
    })
    expect(lines).toHaveLength(Object.keys(settings).length)
    expect(lines.join('\n')).not.toContain('geheim')
    expect(lines).toContain('SMS_GATEWAY_TOKEN=…')
    expect(lines).toContain('TRUST_ANCHORS is not set')
  })
})
