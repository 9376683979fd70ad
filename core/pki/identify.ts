import type { Certificate } from './certificate.ts'
import type { IdentifierPlace, IdentityRule, InstitutionIdentifierKind } from './certificate-profiles.ts'
import { DerError, type DerValue, tags } from './der.ts'
import { readOid } from './der-primitives.ts'
import { keyIdentifier } from './key-identifier.ts'
import { attributeText } from './name.ts'
import { PathRefusal } from './refusals.ts'

/** Whom a validated certificate stands for, in the terms of the enrolment tables. */
export type CertificateIdentity =
  | {
      readonly holder: 'person'
      /** Key identifier of the authority whose key signed the certificate, hex: serials are unique per authority only. */
      readonly caKeyId: string
      readonly subjectIdentifier: string
    }
  | { readonly holder: 'institution'; readonly kind: InstitutionIdentifierKind; readonly value: string }

/**
 * Reads the identifier that the card type's rule names: exactly one, of the expected form. `issuer` is the authority of
 * the validated path. Throws PathRefusal `identifier-missing`.
 */
export function identify(certificate: Certificate, issuer: Certificate, rule: IdentityRule): CertificateIdentity {
  const [value, ...more] = valuesAt(certificate, rule.place)
  if (value === undefined || more.length > 0 || !rule.pattern.test(value)) {
    throw new PathRefusal('identifier-missing', `${JSON.stringify(rule.place)}: not exactly one of the expected form`)
  }
  return rule.holder === 'person'
    ? { holder: 'person', caKeyId: keyIdentifier(issuer), subjectIdentifier: value }
    : { holder: 'institution', kind: rule.kind, value }
}

function valuesAt({ subject, extensions }: Certificate, place: IdentifierPlace): string[] {
  if ('subject' in place) return subject.textsOf(place.subject)
  const attributes =
    extensions.subjectDirectoryAttributes?.filter(({ type }) => type === place.directoryAttribute) ?? []
  return attributes.flatMap(({ values }) => values.map(textOrOid))
}

/** Authorities write organisation identifiers as text or as OBJECT IDENTIFIER. */
function textOrOid(value: DerValue): string {
  if (value.tag === tags.oid) return readOid(value, 'directory attribute')
  const text = attributeText(value)
  if (text === undefined) throw new DerError('directory attribute: neither text nor OBJECT IDENTIFIER')
  return text
}
