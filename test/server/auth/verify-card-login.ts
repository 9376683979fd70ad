import { X509Certificate } from 'node:crypto'
import { compactVerify } from 'jose'

/** Form and signature alone: nothing of the answer is to be believed before the certificate and the claims are checked. */
export async function verifyCardLogin(assertion: string) {
  // jose takes padding and white space too; an assertion has one text.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(assertion)) throw new Error('not in compact form')
  const keyOfCertificate = ({ typ, x5c }: { typ?: string; x5c?: string[] }) => {
    const [leaf, ...more] = x5c ?? []
    if (typ !== 'card-login+jwt' || leaf === undefined || more.length > 0) throw new Error('not a card login')
    return new X509Certificate(Buffer.from(leaf, 'base64')).publicKey
  }
  const { payload, protectedHeader } = await compactVerify(assertion, keyOfCertificate, {
    algorithms: ['RS256', 'ES256'],
  })
  const claims: unknown = JSON.parse(new TextDecoder().decode(payload))
  return { certificate: Buffer.from(protectedHeader.x5c?.[0] ?? '', 'base64'), claims }
}
