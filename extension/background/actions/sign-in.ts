import { cardTypes } from '../../../core/cards/card-types.ts'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { requireFittingChallenge } from '../fitting-challenge.ts'
import type { RequestOf } from '../requests.ts'
import { requireInFront } from '../who-may-ask.ts'
import type { Action } from './action.ts'

/** Has a card sign the page's challenge. Answered when the person is done, which may take minutes. */
export const signIn: Action<'sign-in'> = {
  name: 'sign-in',
  async run(request, page, { extension, signIns }) {
    const tabId = await requireInFront(page)
    requireFittingChallenge(request.body, page.origin, extension)
    requireCardAndReader(request.body)
    return signIns.begin(request, page, tabId)
  },
}

/** The card's kind and the reader's kind must go together, and be ones that this extension reaches. */
function requireCardAndReader({ cardType, reader }: RequestOf<'sign-in'>['body']): void {
  const { proof, readers } = cardTypes[cardType]
  if (proof === 'none') throw new CodedError('ERR_CARD_SPARE', `${cardType} holds no certificate`)
  if (!readers.some((kind) => kind === reader)) {
    const details = { field: 'body.reader' }
    throw new CodedError('ERR_BRIDGE_MESSAGE', `${cardType} is not read by ${reader}`, { details })
  }
  if (reader === 'nhi' || proof === 'sam-and-password') {
    throw new CodedError('ERR_READER_SERIAL_NOT_FOUND', 'no NHI reader is connected')
  }
}
