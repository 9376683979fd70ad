import type { MixingQuestion } from '../../../core/cards/mixing.ts'
import type { CodedError } from '../../../core/errors/coded-error.ts'

/** What the mixing guard is asked about everything but the module. */
export type CardsQuestion = Omit<MixingQuestion, 'module'>

/** The security module that has a part in a sign-in, wherever it is. */
export interface SigningModule {
  /** 安全模組代號. */
  readonly code: string
  readonly institution: string
  readonly institutionName: string
  /** DER. */
  readonly certificate: Uint8Array
  /**
   * Passes the mixing guard, and makes the module one that signs. Errors: ERR_CARD_ENVIRONMENT, before anything was sent that
   * counts; ERR_READER_SAM_*, ERR_CARD_*, ERR_READER_*.
   */
  prepare(question: CardsQuestion): Promise<void>
  /** Passes the mixing guard, and signs with ES256; R‖S. Errors: as `prepare`. */
  sign(question: CardsQuestion, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
}

/** Which module has a part. */
export type ModuleView =
  | { readonly state: 'ready'; readonly module: SigningModule }
  /** Of several the person has to say which. */
  | { readonly state: 'to-be-chosen' }
  /** It is not known yet. */
  | { readonly state: 'looking' }
  | { readonly state: 'missing'; readonly error: CodedError }

/** A module as the person chooses and sees it. */
export type ShownModule = Pick<SigningModule, 'code' | 'institution' | 'institutionName'>

/** Where the module of a sign-in comes from. */
export interface ModuleSource {
  /** Reads what is kept on this computer, where that is where modules come from. */
  load?(): Promise<void>
  /** The same when a module was imported or removed. */
  reload?(): Promise<void>
  /** For the card in this reader; null before there is one. */
  find(readerName: string | null): ModuleView
  /** What there is to choose from, where it is more than one. */
  readonly choices: readonly ShownModule[]
  /** The person picks the module of this institution. */
  choose(institution: string): void
  /** The reader that the module for this reader's card is in: the guard sees it as that, and not as another card. */
  placeOf(readerName: string): string | undefined
}
