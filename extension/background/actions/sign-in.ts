import { modulePart } from '../../../core/assertion/module-part.ts'
import { cardTypes } from '../../../core/cards/card-types.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { requireFittingChallenge } from '../fitting-challenge.ts'
import type { ModuleTrust } from '../modules/module-trust.ts'
import type { RequestOf } from '../requests.ts'
import { requireInFront } from '../who-may-ask.ts'
import type { Action } from './action.ts'

/** Has a card sign the page's challenge. Answered when the person is done, which may take minutes. */
export const signIn: Action<'sign-in'> = {
  name: 'sign-in',
  async run(request, page, { extension, signIns, trust }) {
    const tabId = await requireInFront(page)
    requireFittingChallenge(request.body, page.origin, extension)
    requireCardAndReader(request.body)
    await requireModuleAllowed(request.body, trust)
    return signIns.begin(request, page, tabId)
  },
}

/** The card's kind and the reader's kind must go together. */
function requireCardAndReader({ cardType, reader }: RequestOf<'sign-in'>['body']): void {
  const { proof, readers } = cardTypes[cardType]
  if (proof === 'none') throw new CodedError('ERR_CARD_SPARE', `${cardType} holds no certificate`)
  if (!readers.some((kind) => kind === reader)) {
    const details = { field: 'body.reader' }
    throw new CodedError('ERR_BRIDGE_MESSAGE', `${cardType} is not read by ${reader}`, { details })
  }
}

/** Error: ERR_SAM_OFF where a cloud module would sign and policy has switched these off. */
async function requireModuleAllowed(
  { cardType, reader, challenge }: RequestOf<'sign-in'>['body'],
  trust: ModuleTrust,
): Promise<void> {
  const wantsCloudModule = modulePart({ purpose: challenge.purpose, cardType, reader }) === 'alone' && reader === 'ccid'
  if (!wantsCloudModule || (await trust.allowsCloudModules())) return
  throw new CodedError('ERR_SAM_OFF', 'cloud modules are switched off by policy')
}
