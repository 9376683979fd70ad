import { createPrivateKey, createPublicKey } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { toHex } from '../../../core/bytes/hex.ts'
import { environments } from '../../../core/cards/environments.ts'
import { parseCertificate } from '../../../core/pki/certificate.ts'
import { validateModule } from '../../../core/sam/validate-module.ts'
import { demoInstitutions } from '../../../demo/people.ts'
import { demoSamCards } from '../../../demo/cards/sam-cards.ts'
import type { DemoPki } from '../../../demo/pki/demo-pki.ts'
import { makeDemoPki } from '../../../demo/pki/make-demo-pki.ts'
import { verifySignature } from '../../../server/pki/verify-signature.ts'

const now = new Date()
let pki: DemoPki
beforeAll(async () => {
  pki = await makeDemoPki({ now })
}, 60_000)

const parse = (base64: string | null) => parseCertificate(fromBase64(base64 ?? ''))
const cardOf = (id: string) => {
  const card = pki.cards.find((file) => file.id === id)
  if (!card) throw new Error(`no card ${id}`)
  return card
}
const facts = (id: string) =>
  validateModule({
    certificate: parse(cardOf(id).certificate),
    intermediates: environments.map((environment) => parse(pki.samAuthorities[environment].issuing.certificate)),
    roots: environments.map((environment) => ({
      environment,
      certificate: parse(pki.samAuthorities[environment].root.certificate),
    })),
    time: now,
    verifySignature,
  })

describe('the demo’s security modules', () => {
  it.each(demoSamCards)('$id is good under the root of its environment, and says whose it is', (module) => {
    const { environment, code, institution, institutionName } = module
    expect(facts(module.id)).toMatchObject({ environment, module: code, institution, institutionName })
    expect(demoInstitutions.find((row) => row.code === institution)?.name).toBe(institutionName)
  })

  it.each(demoSamCards)('the key on $id is that of its certificate, and no other’s', ({ id }) => {
    const key = createPrivateKey({ key: { ...cardOf(id).privateKey }, format: 'jwk' })
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
    expect(toHex(spki)).toBe(toHex(parse(cardOf(id).certificate).publicKey.spki))
    expect(pki.cards.filter(({ privateKey }) => privateKey?.['d'] === cardOf(id).privateKey?.['d'])).toHaveLength(1)
  })

  it('each knows the portal of its own environment by its authentication key, of which it has the public half alone', () => {
    for (const { id, environment } of demoSamCards) {
      const { authentication } = pki.samAuthorities[environment]
      expect(cardOf(id).authenticationKey).toEqual(authentication.publicKey)
      expect(cardOf(id).authenticationKey).not.toHaveProperty('d')
      expect(authentication.privateKey).toHaveProperty('d')
    }
  })

  it('the two environments share no key', () => {
    const keys = environments.flatMap((environment) => {
      const { root, issuing, authentication } = pki.samAuthorities[environment]
      return [root, issuing, authentication].map(({ privateKey }) => privateKey['d'])
    })
    expect(new Set(keys).size).toBe(6)
  })
})
