import type { CardFile } from '../cards/card-file.ts'
import { type CardState, newCardState, volatileState } from '../cards/card-memory.ts'
import { readerModel } from './reader-models.ts'

/**
 * A place for a card on the desk: a reader, or one slot of a reader that has several. An unplugged one stays on the
 * desk, with what is in it.
 */
export interface DeskReader {
  /** Unique on the desk, as the panel shows it; of slots after the first, the reader's with " slot 2" and so on. */
  readonly name: string
  /** Name of the reader that this is another slot of, and which. Left out for a reader's first slot. */
  readonly slotOf?: { readonly name: string; readonly bSlot: number }
  /** Id of its ReaderModel. */
  readonly model: string
  readonly plugged: boolean
  /** The extension was allowed to use it. */
  readonly granted: boolean
  readonly cardId: string | null
  /** The card is in the wrong way round, and says nothing. */
  readonly mute: boolean
  /** Grows with every plugging, insertion and removal, so that a swap in between is noticed. */
  readonly plugCount: number
  readonly slotCount: number
}

export interface DeskCard {
  readonly file: CardFile
  readonly state: CardState
}

/** Everything on the desk, as kept in the store. Plain JSON; changed only by the functions below. */
export interface DeskState {
  readonly format: 1
  /** Grows with every write. */
  readonly revision: number
  readonly readers: readonly DeskReader[]
  readonly cards: readonly DeskCard[]
}

export const emptyDesk: DeskState = { format: 1, revision: 0, readers: [], cards: [] }

/** What was stored by this version, else an empty desk: demo state is not worth a migration. */
export function parseDeskState(stored: unknown): DeskState {
  return isDeskState(stored) ? stored : emptyDesk
}

const isDeskState = (stored: unknown): stored is DeskState =>
  typeof stored === 'object' && stored !== null && 'format' in stored && stored.format === 1

const findReader = (state: DeskState, name: string): DeskReader => {
  const reader = state.readers.find((candidate) => candidate.name === name)
  if (!reader) throw new RangeError(`no reader ${name} on the desk`)
  return reader
}

const findCard = (state: DeskState, id: string): DeskCard => {
  const card = state.cards.find(({ file }) => file.id === id)
  if (!card) throw new RangeError(`no card ${id} on the desk`)
  return card
}

function changeReader(state: DeskState, name: string, change: Partial<DeskReader>): DeskState {
  const changed = { ...findReader(state, name), ...change }
  return { ...state, readers: state.readers.map((reader) => (reader.name === name ? changed : reader)) }
}

export function changeCard(state: DeskState, id: string, change: (card: CardState) => CardState): DeskState {
  const card = findCard(state, id)
  const after = change(card.state)
  if (isSame(card.state, after)) return state
  const changed = { ...card, state: after }
  return { ...state, cards: state.cards.map((other) => (other.file.id === id ? changed : other)) }
}

const isSame = (a: CardState, b: CardState): boolean => JSON.stringify(a) === JSON.stringify(b)

const withoutPower = (state: DeskState, cardId: string | null): DeskState =>
  cardId === null ? state : changeCard(state, cardId, (card) => ({ ...card, ...volatileState }))

/** New files replace the cards on the desk. A card that is the same chip as before keeps what it remembers. */
export function loadCards(state: DeskState, files: readonly CardFile[]): DeskState {
  const ids = new Set(files.map(({ id }) => id))
  const pulled = state.readers
    .filter(({ cardId }) => cardId !== null && !ids.has(cardId))
    .reduce((desk, { name }) => removeCard(desk, name), state)
  const cards = files.map((file) => {
    const before = pulled.cards.find((card) => card.file.id === file.id)
    const sameChip = before !== undefined && JSON.stringify(before.file) === JSON.stringify(file)
    return sameChip ? before : { file, state: newCardState(file.tries) }
  })
  return { ...pulled, cards }
}

/** Plugs in the unplugged reader of this model, or a new one. */
export function plugReader(state: DeskState, modelId: string): { state: DeskState; name: string } {
  const waiting = state.readers.find(({ model, plugged, slotOf }) => model === modelId && !plugged && !slotOf)
  if (waiting) {
    const change = { plugged: true, plugCount: waiting.plugCount + 1 }
    return { state: changeWhole(state, waiting.name, () => change), name: waiting.name }
  }
  const { manufacturerName, productName, slots = 1 } = readerModel(modelId)
  const name = freeName(state, `${manufacturerName} ${productName}`)
  const first: DeskReader = {
    name,
    model: modelId,
    plugged: true,
    granted: false,
    cardId: null,
    mute: false,
    plugCount: 1,
    slotCount: 0,
  }
  const others = Array.from({ length: slots - 1 }, (_, index) => ({
    ...first,
    name: `${name} slot ${index + 2}`,
    slotOf: { name, bSlot: index + 1 },
  }))
  return { state: { ...state, readers: [...state.readers, first, ...others] }, name }
}

/** All slots of the reader that this is a slot of. */
const wholeReader = (state: DeskState, name: string): readonly DeskReader[] => {
  const first = findReader(state, name).slotOf?.name ?? name
  return state.readers.filter((reader) => reader.name === first || reader.slotOf?.name === first)
}

const changeWhole = (state: DeskState, name: string, change: (reader: DeskReader) => Partial<DeskReader>): DeskState =>
  wholeReader(state, name).reduce((desk, reader) => changeReader(desk, reader.name, change(reader)), state)

function freeName(state: DeskState, name: string): string {
  const taken = new Set(state.readers.map((reader) => reader.name))
  for (let number = 2, candidate = name; ; candidate = `${name} (${number++})`)
    if (!taken.has(candidate)) return candidate
}

/** Its cards lose power. A reader without serial number also loses the browser's permission, as in Chromium. */
export function unplugReader(state: DeskState, name: string): DeskState {
  const keepsGrant = readerModel(findReader(state, name).model).serialNumber !== null
  const unplugged = changeWhole(state, name, ({ granted }) => ({ plugged: false, granted: granted && keepsGrant }))
  return wholeReader(unplugged, name).reduce((desk, { cardId }) => withoutPower(desk, cardId), unplugged)
}

export const grantReader = (state: DeskState, name: string, granted: boolean): DeskState =>
  changeWhole(state, name, () => ({ granted }))

/** A card that is elsewhere is taken from there; one that is in the way is pulled. */
export function insertCard(state: DeskState, name: string, cardId: string, { mute = false } = {}): DeskState {
  findCard(state, cardId)
  const occupied = state.readers.filter((reader) => reader.cardId === cardId || reader.name === name)
  const free = occupied.reduce((desk, reader) => removeCard(desk, reader.name), state)
  return changeReader(free, name, { cardId, mute, slotCount: findReader(free, name).slotCount + 1 })
}

export function removeCard(state: DeskState, name: string): DeskState {
  const { cardId, slotCount } = findReader(state, name)
  if (cardId === null) return state
  const change = { cardId: null, mute: false, slotCount: slotCount + 1 }
  return withoutPower(changeReader(state, name, change), cardId)
}

/** The card as it came from its issuing centre: tries, counters and all. Power is not touched. */
export function resetCard(state: DeskState, cardId: string): DeskState {
  const { tries } = findCard(state, cardId).file
  return changeCard(state, cardId, ({ powered }) => ({ ...newCardState(tries), powered }))
}
