/** How it stands with the lists that tell whether cards are revoked. */
export interface RevocationState {
  /** Addresses of which no list is in use, or a stale one. */
  missing(): readonly string[]
}
