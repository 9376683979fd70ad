import { beforeAll, describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { cardIssuerOf } from '../../../core/cards/card-issuers.ts'
import { readMoicaCertificate } from '../../../core/cards/moica-native.ts'
import { readNhiBasicData } from '../../../core/cards/nhi.ts'
import { openCard } from '../../../core/cards/open-card.ts'
import { ReadOnlyCardError } from '../../../core/cards/read-only-card-error.ts'
import { CardChannel } from '../../../core/smartcard/card-channel.ts'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { demoCardFiles } from '../demo-cards.ts'
import { connectCard } from './connect-card.ts'

let files: readonly CardFile[]
beforeAll(async () => {
  files = await demoCardFiles()
}, 60_000)

describe.each(['it-500u', 'ez100pu', 'extended'])('the extension’s own driver on %s', (model) => {
  it('an NHI card is known for what it is, and its basic data can be read', async () => {
    const { connection, answerToReset, state } = await connectCard(files, model, 'nhi')
    const refusal = await openCard(connection, answerToReset).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ReadOnlyCardError)
    expect(refusal).toMatchObject({
      code: 'ERR_CARD_NO_CERTIFICATE',
      info: { cardType: 'nhi', cardSn: '900000000701', environment: 'unknown', neverCounted: true },
    })
    expect(await readNhiBasicData(new CardChannel(connection))).toMatchObject({
      name: '許測試',
      nameIsWhole: true,
      birthDate: '1988-02-29',
      sex: 'F',
      issueDate: '2015-07-01',
    })
    await connection.disconnect('unpower')
    expect(await state()).toMatchObject({ triesLeft: 3, verifyCount: 0, signCount: 0 })
  })

  it('a native citizen certificate is known, its certificates can be read, and it does not sign', async () => {
    const { connection, answerToReset, state } = await connectCard(files, model, 'moica-native')
    const file = files.find(({ id }) => id === 'moica-native')
    const issuers = [cardIssuerOf(fromBase64(file?.issuerCertificate ?? ''), 'test')]
    const refusal = await openCard(connection, answerToReset, { issuers }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ReadOnlyCardError)
    expect(refusal).toMatchObject({
      code: 'ERR_CARD_NEEDS_MIDDLEWARE',
      info: { cardType: 'moica', environment: 'test' },
    })
    const channel = new CardChannel(connection)
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
    expect(base64(await readMoicaCertificate(channel, 'signature'))).toBe(file?.certificate)
    expect(base64(await readMoicaCertificate(channel, 'issuer'))).toBe(file?.issuerCertificate)
    await expect(readMoicaCertificate(channel, 'encryption')).rejects.toMatchObject({ code: 'ERR_CARD_NO_CERTIFICATE' })
    await connection.disconnect('unpower')
    expect(await state()).toMatchObject({ triesLeft: 3, verifyCount: 0, signCount: 0 })
  })
})
