import type { AuthParts } from '../auth/auth-parts.ts'
import type { PasswordHasher } from '../auth/password-hasher.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { NhiCardVerification } from './nhi-card-verification.ts'
import type { SmsGateway } from './sms-gateway.ts'

/** The two services outside. Without them the ways by NHI card are not offered. */
export interface SupportServices {
  readonly sms: SmsGateway
  readonly verification: NhiCardVerification
}

export interface SupportSignInParts extends Pick<AuthParts, 'database' | 'clock'> {
  readonly config: AuthParts['config'] & Pick<Config, 'support'>
  readonly log: Log
  readonly passwords: PasswordHasher
  readonly supportServices?: SupportServices | undefined
}
