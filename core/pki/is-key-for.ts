import type { PublicKey } from './public-key.ts'
import type { SignatureScheme } from './signature-schemes.ts'

/** Whether a key may be used with a scheme. A key that its owner bound to PSS makes nothing else (RFC 4055 §1.2, §3.3). */
export function isKeyFor(scheme: SignatureScheme, key: PublicKey): boolean {
  if (key.type !== 'rsa-pss') return scheme.key === key.type
  if (scheme.name !== 'RSASSA-PSS') return false
  const { parameters } = key
  return (
    parameters === undefined ||
    (scheme.hash === parameters.hash &&
      scheme.mgfHash === parameters.mgfHash &&
      scheme.saltLength >= parameters.saltLength)
  )
}
