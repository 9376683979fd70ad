export interface PasswordKindRow {
  /** In Unicode code points. */
  readonly minimumLength: number
}

/**
 * The passwords that the portal keeps. NIST SP 800-63B-4 §3.1.1.2: at least 15 signs for a password that stands alone, at
 * least 8 beside another factor. Beside the NHI card we ask for 12: what is read from it is no proof of the card, and the
 * SAM proves the institution, not the person.
 */
export const passwordKinds = {
  /** 一般登入, with nothing else. */
  account: { minimumLength: 15 },
  /** With the NHI card and a SAM. */
  'nhi-card': { minimumLength: 12 },
  /** 健保卡網路服務密碼, of the support-reporting system: with the NHI card that it was registered for. */
  'nhi-service': { minimumLength: 12 },
} as const satisfies Record<string, PasswordKindRow>

export type PasswordKind = keyof typeof passwordKinds

/** Whether the holder of a session still has to change the password that opened it. */
export const passwordChanges = ['none', 'advised', 'required'] as const
export type PasswordChange = (typeof passwordChanges)[number]
