import { compactVerify, decodeProtectedHeader, importX509 } from 'jose'
import { X509Certificate, X509ChainBuilder } from '../../demo/pki/x509.ts'
import { makeCardLogins } from './card-logins.ts'
import { cpuTime } from './cpu-time.ts'
import { checkAssertion, newSignInParts, trustStoreOf } from './sign-in-steps.ts'

/** What measure-libraries.ts prints: microseconds of CPU of one sign-in, one number for each round. */
export interface LibraryMeasures {
  readonly own: number[]
  readonly libraries: number[]
}

const cards = 300
const rounds = 5
/** Until the compiler has seen all of it. */
const warmUpRounds = 12

const logins = await makeCardLogins('rsa-2048', cards)
const trustStore = trustStoreOf(logins)
const builder = new X509ChainBuilder({ certificates: logins.authorities.map((der) => new X509Certificate(der)) })

/** The same sign-in with a JOSE library and a certificate library, as their documentation shows it. No revocation. */
async function checkWithLibraries(token: string): Promise<void> {
  const [leaf = ''] = decodeProtectedHeader(token).x5c ?? []
  const certificate = new X509Certificate(leaf)
  const chain = await builder.build(certificate)
  if (chain.length !== logins.authorities.length + 1) throw new Error('the library finds no chain')
  const key = await importX509(certificate.toString('pem'), 'RS256')
  await compactVerify(token, key, { algorithms: ['RS256'] })
}

const measures: LibraryMeasures = { own: [], libraries: [] }
for (let round = -warmUpRounds; round < rounds; round++) {
  const parts = newSignInParts(trustStore)
  const own = await cpuTime(async () => {
    for (const token of logins.tokens) await checkAssertion(token, parts)
  })
  if (round < -1) continue
  const libraries = await cpuTime(async () => {
    for (const token of logins.tokens) await checkWithLibraries(token)
  })
  if (round < 0) continue
  measures.own.push(own / cards)
  measures.libraries.push(libraries / cards)
}
console.log(JSON.stringify(measures))
