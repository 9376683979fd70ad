import { toBase64 } from '../../../core/bytes/base64.ts'
import { toBase64url } from '../../../core/bytes/base64url.ts'
import type { GuardedSam, passMixingGuardWithSam } from '../../../core/cards/environment.ts'
import type { Environment } from '../../../core/cards/environments.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { readModuleFacts } from '../../../core/sam/module-certificate.ts'
import { foreign, refusingAsForeign } from '../../../core/sam/module-refusals.ts'
import { readModuleCertificate } from '../../../core/sam/validate-module.ts'
import type { NhiReader } from '../../readers/nhi-reader.ts'
import type { WatchedReader } from './card-watch.ts'
import { converse } from './converse.ts'
import { nhiReaderOf } from './listed-readers.ts'
import type { OpenSam } from './read-card.ts'
import type { CardsQuestion, ModuleSource, ModuleView, SigningModule } from './signing-module.ts'

/** What the portal is asked for by way of the page, so that a module signs (認證). */
export interface ModuleNumber {
  /** Base64 of the DER. */
  readonly certificate: string
  /** Base64url. */
  readonly random: string
}

export interface ReaderModulesOptions {
  readonly readers: () => readonly WatchedReader[]
  readonly nhiReaders: () => readonly NhiReader[]
  readonly environment: Environment
  readonly guard: typeof passMixingGuardWithSam
  /** Resolves with the portal's answer, R‖S; undefined when none came in time. */
  readonly authenticate: (number: ModuleNumber) => Promise<Uint8Array | undefined>
}

/** The security modules in the slots of NHI readers. A card goes with a module of its own reader. */
export class ReaderModules implements ModuleSource {
  readonly choices = []
  readonly #options: ReaderModulesOptions
  /** What was learnt of a module hangs on it, until it loses its power. */
  readonly #known = new WeakMap<OpenSam, SamModule | CodedError>()

  constructor(options: ReaderModulesOptions) {
    this.#options = options
  }

  find(readerName: string | null): ModuleView {
    if (readerName === null) return { state: 'looking' }
    const slots = this.#slotsBeside(readerName)
    if (slots.some(({ card }) => card === 'reading')) return { state: 'looking' }
    const sam = this.#choose(slots)
    const module = sam ? this.#moduleOf(sam) : new CodedError('ERR_SAM_ABSENT', `no module beside ${readerName}`)
    return module instanceof CodedError ? { state: 'missing', error: module } : { state: 'ready', module }
  }

  choose(): void {
    // A reader with a module has one for its institution: there is nothing to choose.
  }

  placeOf(readerName: string): string | undefined {
    const slots = this.#slotsBeside(readerName)
    const sam = this.#choose(slots)
    return sam && slots.find((slot) => slot.sam === sam)?.readerName
  }

  #slotsBeside(readerName: string): readonly WatchedReader[] {
    const { readers, nhiReaders } = this.#options
    const reader = nhiReaderOf(readerName, nhiReaders())
    const places = reader?.slots.filter(({ role }) => role === 'sam').map((slot) => slot.readerName) ?? []
    return readers().filter((row) => places.includes(row.readerName))
  }

  /** One of this environment where there is one; else the guard says what is wrong with it. */
  #choose(slots: readonly WatchedReader[]): OpenSam | undefined {
    const all = slots.flatMap(({ sam }) => sam ?? [])
    return all.find(({ sam }) => sam.environment === this.#options.environment) ?? all[0]
  }

  #moduleOf(open: OpenSam): SamModule | CodedError {
    const known = this.#known.get(open) ?? this.#read(open)
    this.#known.set(open, known)
    return known
  }

  #read(open: OpenSam): SamModule | CodedError {
    try {
      return new SamModule(open, this.#options)
    } catch (error) {
      if (!isCoded(error)) throw error
      return error
    }
  }
}

/** One of them, by what its certificate says. Error: ERR_SAM_FOREIGN for a certificate that is not the module's. */
class SamModule implements SigningModule {
  readonly code: string
  readonly institution: string
  readonly institutionName: string
  readonly certificate: Uint8Array
  readonly #open: OpenSam
  readonly #options: ReaderModulesOptions
  #isAuthenticated = false
  /** What the answer came to, sent once: it is held against the module, and tried again only by a press. */
  #failure: CodedError | undefined

  constructor(open: OpenSam, options: ReaderModulesOptions) {
    const { sam } = open
    const facts = refusingAsForeign(() => readModuleFacts(readModuleCertificate(sam.certificate)))
    if (facts.module !== sam.module || facts.institution !== sam.institution)
      throw foreign('another module’s certificate')
    this.code = facts.module
    this.institution = facts.institution
    this.institutionName = facts.institutionName
    this.certificate = sam.certificate
    this.#open = open
    this.#options = options
  }

  async prepare(question: CardsQuestion): Promise<void> {
    const guarded = this.#options.guard(question, this.#open.sam)
    if (this.#failure) throw this.#failure
    if (this.#isAuthenticated) return
    try {
      await this.#authenticate(guarded)
      this.#isAuthenticated = true
    } catch (error) {
      if (isCoded(error)) this.#failure = error
      throw error
    }
  }

  async sign(question: CardsQuestion, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const guarded = this.#options.guard(question, this.#open.sam)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    return converse(this.#open.connection, () => guarded.sign(digest))
  }

  async #authenticate(guarded: GuardedSam): Promise<void> {
    const { connection, sam } = this.#open
    if (await converse(connection, () => sam.isAuthenticated())) return
    const random = await converse(connection, () => guarded.challenge())
    const number = { certificate: toBase64(this.certificate), random: toBase64url(random) }
    const response = await this.#options.authenticate(number)
    if (!response) throw new CodedError('ERR_READER_SAM_NOT_AUTHENTICATED', 'the portal gave no answer for the module')
    await converse(connection, () => guarded.authenticate(response))
  }
}
