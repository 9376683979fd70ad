/** A message in plain text to one address. */
export interface Mail {
  /** The same each time it is tried: a message that was sent already is not sent twice. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** The way out for messages. What the agency has for it takes the place of the local one. */
export interface Mailer {
  /** Resolves when it is handed on, durably. Rejects when it could not be: it is tried again. */
  send(mail: Mail): Promise<void>
}
