import type { KnownCard } from '../../../core/cards/card-profile.ts'
import { cardTypes } from '../../../core/cards/card-types.ts'
import type { openCard } from '../../../core/cards/open-card.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import type { PinWindowReader } from '../../../core/protocol/pin-window.ts'
import type { PopupReader, PopupState } from '../../../core/protocol/popup.ts'
import type { Readers } from '../../readers/registry.ts'
import { recogniseCard } from '../recognise-card.ts'
import type { RemovalWatches } from '../removal-watch/removal-watches.ts'
import { CardWatch, type WatchReading } from '../sign-in/card-watch.ts'
import type { SignIns } from '../sign-in/sign-ins.ts'
import { stayAwake } from '../sign-in/stay-awake.ts'
import { hideReaders } from '../sign-in/hide-readers.ts'
import { readerRow } from '../sign-in/window-state.ts'

export interface ReaderOverviewOptions {
  readonly readers: Readers
  readonly open: typeof openCard
  readonly signIns: Pick<SignIns, 'state' | 'onChange'>
  readonly removals: Pick<RemovalWatches, 'followed' | 'onChange' | 'release'>
  readonly onChange: () => void
}

/**
 * The readers and what is in them, for as long as somebody looks: each card is read once, by public reads. During a sign-in
 * nothing is read: it has the readers, and what it knows of them is shown.
 */
export class ReaderOverview {
  readonly #options: ReaderOverviewOptions
  readonly #over = new AbortController()
  readonly #stops: readonly (() => void)[]
  /** Released from here: not looked at any more, so that other programs can have them. */
  readonly #released = new Set<string>()
  #watch: CardWatch | undefined
  #watching: AbortController | undefined

  constructor(options: ReaderOverviewOptions) {
    this.#options = options
    const { signIns, removals, onChange } = options
    this.#stops = [signIns.onChange(() => this.#follow()), removals.onChange(onChange), stayAwake()]
    this.#follow()
  }

  get state(): PopupState {
    const { signIns } = this.#options
    const signIn = signIns.state
    const rows = signIn
      ? signIn.readers
      : this.#watch?.listed
        ? hideReaders(this.#watch.readers).map(readerRow)
        : undefined
    return {
      readers: rows ? [...rows.map((row) => this.#toReader(row)), ...this.#releasedReaders()] : null,
      signIn: signIn ? { origin: signIn.origin, cardType: signIn.cardType } : null,
    }
  }

  /** Gives up a reader that is kept open for a watch, with the other slots of its device. */
  release(readerName: string): void {
    const { readers, removals, onChange } = this.#options
    const device = readers.heldWith(readerName)
    if (device.length === 0 || this.#options.signIns.state) return
    for (const name of device) this.#released.add(name)
    this.#stopWatching()
    removals.release(device)
    this.#follow()
    onChange()
  }

  close(): void {
    this.#over.abort()
    for (const stop of this.#stops) stop()
    this.#stopWatching()
  }

  #toReader({ readerName, card, cardType, module, error, hidden }: PinWindowReader): PopupReader {
    const { readers, removals, signIns } = this.#options
    const watchedFor = removals.followed.filter((followed) => followed.readerName === readerName)
    const isHeld = watchedFor.length > 0 && readers.heldWith(readerName).length > 0
    return {
      readerName,
      card,
      cardType,
      module,
      error,
      hidden,
      watchedFor: watchedFor.map(({ origin }) => origin),
      canRelease: isHeld && signIns.state === undefined,
    }
  }

  #releasedReaders(): PopupReader[] {
    return [...this.#released].map((readerName) => ({
      readerName,
      card: 'released',
      watchedFor: [],
      canRelease: false,
    }))
  }

  /** Looks at the readers itself whenever no sign-in does. */
  #follow(): void {
    const { signIns, onChange } = this.#options
    if (signIns.state) this.#stopWatching()
    else if (!this.#watch && !this.#over.signal.aborted) this.#startWatching()
    onChange()
  }

  #startWatching(): void {
    const { readers, onChange } = this.#options
    const stop = new AbortController()
    const watch = new CardWatch({
      readers: {
        ...readers,
        listReaders: async () => (await readers.listReaders()).filter((name) => !this.#released.has(name)),
      },
      read: (readerName) => this.#read(readerName),
      onChange,
    })
    this.#watching = stop
    this.#watch = watch
    void watch.run(stop.signal)
  }

  #stopWatching(): void {
    this.#watching?.abort()
    void this.#watch?.release()
    this.#watch = undefined
  }

  async #read(readerName: string): Promise<WatchReading> {
    const { readers, open, signIns } = this.#options
    try {
      const { info, error } = await recogniseCard(readerName, {
        readers,
        open,
        isSigningIn: () => signIns.state !== undefined,
      })
      if (info && (!error || takesPart(info))) return { card: 'usable', info }
      return { card: 'unusable', info, error: error ?? new CodedError('ERR_CARD_UNKNOWN', 'no known application') }
    } catch (error) {
      if (!isCoded(error)) throw error
      return { card: error.code === 'ERR_CARD_MUTE' ? 'mute' : 'unusable', error }
    }
  }
}

/** A security module in its slot, and a card that one signs for: that they cannot sign in alone is nothing wrong with them. */
const takesPart = ({ cardType, cardSn, module }: KnownCard): boolean =>
  module !== undefined ||
  (cardType !== undefined && cardTypes[cardType].proof === 'sam-and-password' && cardSn !== undefined)
