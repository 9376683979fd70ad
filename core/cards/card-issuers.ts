import { parseCertificate } from '../pki/certificate.ts'
import { certificateProfile } from '../pki/certificate-profiles.ts'
import { DerError } from '../pki/der.ts'
import { keyIdentifier } from '../pki/key-identifier.ts'
import { subjectTypesOf } from '../pki/leaf-profile.ts'
import { nameText } from '../pki/name-text.ts'
import type { KnownCard } from './card-profile.ts'
import { certificateCardTypes } from './card-types.ts'
import type { CardZone } from './environments.ts'

/** An authority all of whose cards are of one environment, known by what their certificates say of it. */
export interface CardIssuer {
  /** Its name as `nameText` writes it, and as `npm run trust -- show` prints it. */
  readonly name: string
  /** Of its key, hex: the authorityKeyIdentifier of what it issues. Generations share the name. */
  readonly keyIdentifier: string
  readonly environment: CardZone
}

const moica = { name: 'C=TW, O=行政院, OU=內政部憑證管理中心', environment: 'production' } as const

/** The authorities whose certificates, or cards, are public. HCA, GCA and MOEACA publish neither: policy names them. */
export const knownCardIssuers: readonly CardIssuer[] = [
  // MOICA, second and third generation: of the certificates that server/pki/known-pins.ts pins.
  { ...moica, keyIdentifier: 'fa9b3467090a9822f762488b8226a645c5c322a4' },
  { ...moica, keyIdentifier: '4720a3b1264bcd6d48acf2640886972c7454115f' },
  // The published test cards of MOICA.
  {
    name: 'C=TW, O=行政院, OU=(測試用) 內政部憑證管理中心',
    keyIdentifier: 'ea7a4aab78c2da9228e0511ae3db704f8c01b558',
    environment: 'test',
  },
]

/**
 * Kind and environment of a card that says neither, from its certificate: the kind by the subject type, the environment by
 * the issuer, where they are known. Nothing is verified: it keeps an honest card from being counted where it does not
 * belong. Whether a certificate is to be trusted is for the server alone.
 */
export function identifyByCertificate(
  certificate: Uint8Array,
  issuers: readonly CardIssuer[],
): Pick<KnownCard, 'cardType' | 'environment'> {
  try {
    const parsed = parseCertificate(certificate)
    const types = subjectTypesOf(parsed)
    const name = nameText(parsed.issuer)
    const key = parsed.extensions.authorityKeyIdentifier
    const issuer = issuers.find((it) => it.name === name && it.keyIdentifier === key)
    return {
      cardType: certificateCardTypes.find((code) =>
        certificateProfile(code)?.subjectTypes?.some((type) => types.includes(type)),
      ),
      environment: issuer?.environment ?? 'unknown',
    }
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    return { cardType: undefined, environment: 'unknown' }
  }
}

/** The row of an authority by its certificate. Error: DerError. */
export function cardIssuerOf(certificate: Uint8Array, environment: CardZone): CardIssuer {
  const parsed = parseCertificate(certificate)
  return { name: nameText(parsed.subject), keyIdentifier: keyIdentifier(parsed), environment }
}
