import { expect, it } from 'vitest'
import { rowOfError } from '../../../core/check/error-rows.ts'
import { errorAction, errorCodes } from '../../../core/errors/error-codes.ts'

const wanted = errorCodes.filter((code) => errorAction(code) === 'open-check')

it.each(wanted)('%s, whose button opens the check, has the row that explains it', (code) =>
  expect(rowOfError(code)).toBeDefined(),
)

it('an error of the card alone leads to no row', () => {
  expect(rowOfError('ERR_PIN_WRONG')).toBeUndefined()
  expect(rowOfError('ERR_CERT_REVOKED')).toBeUndefined()
})
