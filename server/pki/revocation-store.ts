/** Where revocation lists outlive the process, and reach the other processes of the same portal. */
export interface RevocationStore {
  /** The newest list of each address, without its bytes. */
  heads(): Promise<readonly { readonly url: string; readonly thisUpdate: Date }[]>
  load(url: string): Promise<Uint8Array | undefined>
  /** Replaces what is stored for the address. */
  save(list: {
    readonly url: string
    readonly der: Uint8Array
    readonly thisUpdate: Date
    readonly fetchedAt: Date
  }): Promise<void>
}
