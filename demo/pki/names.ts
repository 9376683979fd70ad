import type { DemoSubject } from '../cards/demo-cards.ts'
import type { AuthorityRow } from './authorities.ts'
import { type Der, objectIdentifier, printableString, sequence, set, utf8String } from './der.ts'
import { Name } from './x509.ts'

const attribute = (type: string, value: Der) => set(sequence(objectIdentifier(type), value))

const country = () => attribute('2.5.4.6', printableString('TW'))
const commonName = (text: string) => attribute('2.5.4.3', utf8String(text))

export function authorityName({ organization, organizationalUnit }: AuthorityRow): Name {
  const unit = organizationalUnit === undefined ? [] : [attribute('2.5.4.11', utf8String(organizationalUnit))]
  return new Name(sequence(country(), attribute('2.5.4.10', utf8String(organization)), ...unit))
}

export const responderName = (authority: AuthorityRow): Name =>
  new Name(sequence(country(), commonName(`${authority.label.en} OCSP responder`)))

/** Whose security module it is: institution by name and code, then the module's own code. */
export const moduleName = (module: { institutionName: string; institution: string; code: string }): Name =>
  new Name(
    sequence(
      country(),
      attribute('2.5.4.10', utf8String(module.institutionName)),
      attribute('2.5.4.97', printableString(module.institution)),
      attribute('2.5.4.5', printableString(module.code)),
    ),
  )

/** C, CN and serialNumber, the last as PrintableString: the shape of the published MOICA test certificates. */
export const cardName = (subject: DemoSubject): Name =>
  new Name(
    sequence(country(), commonName(subject.commonName), attribute('2.5.4.5', printableString(subject.serialNumber))),
  )
