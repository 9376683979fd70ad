import { type CardMemory, type CardState, newCardState } from '../../../demo/cards/card-memory.ts'

/** A chip's memory in a variable, with everything that was ever written to it. */
export class PlainMemory implements CardMemory {
  state: CardState
  readonly written: CardState[] = []

  constructor(tries = 3) {
    this.state = newCardState(tries)
  }

  update(change: (state: CardState) => CardState): Promise<CardState> {
    this.state = change(this.state)
    this.written.push(this.state)
    return Promise.resolve(this.state)
  }
}
