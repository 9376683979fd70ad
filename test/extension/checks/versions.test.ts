import { describe, expect, it } from 'vitest'
import { browserVersion } from '../../../extension/checks/browser-version.ts'
import { systemVersion } from '../../../extension/checks/system-version.ts'
import { fakeUserAgent, situation } from './situation.ts'

const { signal } = new AbortController()
const policyOf = (policy: object) => () => Promise.resolve({ policy, refused: [] })

describe('system-version', () => {
  it.each([
    ['Windows', '15.0.0', 'current', '11'],
    ['Windows', '10.0.0', 'current', '10'],
    ['Windows', '0.3.0', 'outdated', '8.1'],
    ['macOS', '14.5.0', 'current', '14.5.0'],
    ['macOS', '11.7.10', 'outdated', '11.7.10'],
  ])('%s %s is %s', async (platform, platformVersion, finding, version) => {
    const outcome = await systemVersion.run(
      situation({ userAgent: fakeUserAgent(platform, { platformVersion }) }),
      signal,
    )
    expect(outcome).toMatchObject({ finding, details: { system: platform, version } })
  })

  it('a system that tells no version is not called outdated', async () => {
    expect(await systemVersion.run(situation(), signal)).toMatchObject({ finding: 'version-hidden' })
  })

  it('an administrator may ask for a newer system, and never for an older one', async () => {
    const userAgent = fakeUserAgent('Windows', { platformVersion: '10.0.0' })
    const ask = (lowestWindows: string) =>
      systemVersion.run(situation({ userAgent, policy: policyOf({ lowestWindows }) }), signal)
    expect(await ask('11')).toMatchObject({ finding: 'outdated', details: { wanted: 'Windows 11' } })
    expect(await ask('7')).toMatchObject({ finding: 'current', details: { wanted: 'Windows 10' } })
  })
})

describe('browser-version', () => {
  it('the browser goes by the name that people know', async () => {
    const fullVersionList = [
      { brand: 'Not A(Brand', version: '8' },
      { brand: 'Chromium', version: '156.0.8078.73' },
      { brand: 'Microsoft Edge', version: '156.0.4012.5' },
    ]
    const outcome = await browserVersion.run(
      situation({ userAgent: fakeUserAgent('Windows', { fullVersionList }) }),
      signal,
    )
    expect(outcome).toEqual({
      finding: 'current',
      details: { browser: 'Microsoft Edge', version: '156.0.4012.5', wanted: 'Microsoft Edge 120' },
    })
  })

  it('what counts is the Chromium that it is made from', async () => {
    const fullVersionList = [
      { brand: 'Chromium', version: '119.0.1' },
      { brand: 'Google Chrome', version: '900.0.1' },
    ]
    const outcome = await browserVersion.run(
      situation({ userAgent: fakeUserAgent('Windows', { fullVersionList }) }),
      signal,
    )
    expect(outcome).toMatchObject({ finding: 'outdated' })
  })

  it('an administrator may ask for a newer one', async () => {
    const outcome = await browserVersion.run(situation({ policy: policyOf({ lowestBrowser: '157' }) }), signal)
    expect(outcome).toMatchObject({ finding: 'outdated', details: { wanted: 'Chromium 157' } })
  })
})
