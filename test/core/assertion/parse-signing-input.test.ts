import { expect, test } from 'vitest'
import { parseSigningInput } from '../../../core/assertion/parse-signing-input.ts'
import { signingInput } from '../../../core/assertion/signing-input.ts'
import { makeAuthority, makeLeaf } from '../pki/make-certificate.ts'
import { claims } from './sample.ts'

const certificate = makeLeaf(makeAuthority('HCA')).der
const { text, bytes } = signingInput({ algorithm: 'ES256', certificate, claims })

test('what the extension builds is read: the certificate whose key signs, and the bytes to sign', () => {
  expect(parseSigningInput(text)).toEqual({ algorithm: 'ES256', certificate, bytes })
})

const withPayload = (change: (payload: string) => string): string => {
  const [header = '', payload = ''] = text.split('.')
  const changed = change(Buffer.from(payload, 'base64url').toString())
  return `${header}.${Buffer.from(changed).toString('base64url')}`
}

test.each([
  ['nothing', ''],
  ['a digest', 'A'.repeat(43)],
  ['two parts that are no assertion', 'e30.e30'],
  ['a whole assertion', `${text}.AAAA`],
  ['an end that is open', `${text}.`],
  ['a payload that is not canonical', withPayload((payload) => ` ${payload}`)],
  ['a member more', withPayload((payload) => payload.replace('{', '{"a":1,'))],
  ['another type', text.replace(/^[^.]+/, Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url'))],
  ['an algorithm that is not the key’s', signingInput({ algorithm: 'RS256', certificate, claims }).text],
  ['a certificate that is none', signingInput({ algorithm: 'ES256', certificate: bytes, claims }).text],
])('%s is refused', (_, other) => {
  expect(() => parseSigningInput(other)).toThrow(expect.objectContaining({ code: 'ERR_LOGIN_MALFORMED' }))
})
