/** A text message to one number. */
export interface Sms {
  /** The same each time it is tried. */
  readonly id: string
  /** 09 and eight digits. */
  readonly to: string
  readonly text: string
}

/** The way out for text messages. */
export interface SmsGateway {
  /** Resolves when the message is taken. Rejects when it is not; the number is in no error. */
  send(sms: Sms): Promise<void>
}
