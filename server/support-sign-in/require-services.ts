import { CodedError } from '../../core/errors/coded-error.ts'
import type { SupportServices, SupportSignInParts } from './support-sign-in-parts.ts'

/** Errors: ERR_REQUEST_NOT_FOUND where this server has none. */
export function requireServices({ supportServices }: Pick<SupportSignInParts, 'supportServices'>): SupportServices {
  if (!supportServices) throw new CodedError('ERR_REQUEST_NOT_FOUND', 'the ways by NHI card are not offered here')
  return supportServices
}
