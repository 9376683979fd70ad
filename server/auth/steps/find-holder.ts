import type { CardType } from '../../../core/cards/card-types.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { CertificateIdentity } from '../../../core/pki/identify.ts'
import type { Holder } from '../../db/tables/sessions.ts'
import type { HolderDirectory } from '../holder-directory.ts'

/** From the certificate's identity to whom it was enrolled for. Errors: ERR_LOGIN_NOT_ENROLLED. */
export async function findHolder(
  holders: HolderDirectory,
  cardType: CardType,
  identity: CertificateIdentity,
): Promise<Holder> {
  if (identity.holder === 'person') {
    const { caKeyId, subjectIdentifier } = identity
    const person = await holders.findPerson({ cardType, caKeyId, subjectIdentifier })
    if (person) return { kind: 'person', personId: person.id }
  } else {
    const institution = await holders.findInstitution({ kind: identity.kind, value: identity.value })
    if (institution) return { kind: 'institution', institutionCode: institution.code }
  }
  throw new CodedError('ERR_LOGIN_NOT_ENROLLED', 'the certificate leads to no enrolled holder')
}
