/** Whom the verification service is asked about, and by which telephone. */
export interface HolderClaim {
  readonly idNumber: string
  /** 09 and eight digits, proven by a code. */
  readonly phone: string
}

export interface VerifiedReturn {
  /** Of the request that it answers. */
  readonly inReplyTo: string
  readonly outcome: 'verified' | 'refused'
  readonly idNumber: string
}

/** The NHI-card verification service. */
export interface NhiCardVerification {
  /**
   * Where the browser goes to have the holder verified. `requestId` comes back in the answer; `returnTo` is one of our own
   * pages.
   */
  handOver(
    claim: HolderClaim,
    to: { readonly requestId: string; readonly returnTo: string; readonly now: Date },
  ): Promise<string>
  /** Opens an answer that came by a browser. Throws for what is not the service's own, not for us, or too old. */
  readReturn(answer: string, at: { readonly origin: string; readonly now: Date }): Promise<VerifiedReturn>
  /**
   * The mobile number known of the holder of a card; undefined when these do not belong together. Rejects when the service
   * cannot be asked.
   */
  findHolder(
    question: { readonly idNumber: string; readonly cardNumber: string; readonly birthDate: string },
    at: { readonly origin: string; readonly id: string; readonly now: Date },
  ): Promise<{ readonly phone: string } | undefined>
}
