import type { ListValidators } from './list-validators.ts'
import type { ListVersion } from './list-version.ts'

/** What is known of fetching one address. */
export interface ListFetch extends ListValidators {
  readonly url: string
  /** Not to be asked before. */
  readonly nextAt: Date
  /** In a row, up to now. */
  readonly failures: number
  /** Of the list that the validators speak of; null where there are none. */
  readonly thisUpdate: Date | null
}

export interface StoredHead {
  readonly url: string
  readonly version: ListVersion
}

/** Where revocation lists outlive the process, and reach the other processes of the same portal. */
export interface RevocationStore {
  /** The newest list of each address, without its bytes. */
  heads(): Promise<readonly StoredHead[]>
  /** A buffer of its own, which the caller may give away. */
  load(url: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Replaces what is stored for the address, unless that is newer. */
  save(list: {
    readonly url: string
    readonly der: Uint8Array
    readonly version: ListVersion
    readonly fetchedAt: Date
  }): Promise<void>
  fetches(): Promise<readonly ListFetch[]>
  saveFetch(fetch: ListFetch): Promise<void>
}
