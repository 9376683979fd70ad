import { type FlowRecord, flowStore } from './flow-record.ts'
import { closePinWindow, findPinWindow, openPinWindow } from './pin-window.ts'
import { stayAwake } from './stay-awake.ts'

/** A window that vanished at the press of a key would leave it open whether anything was done. Milliseconds. */
const seenWithin = 400

/** What a sign-in holds of the browser: its record, its window, its deadline, and the worker awake. */
export class FlowHold {
  readonly #over: AbortSignal
  readonly #onDeadline: () => void
  #record: FlowRecord
  #timer: ReturnType<typeof setTimeout> | undefined
  #sleep: (() => void) | undefined

  /** Nothing is written once `over` is aborted. */
  constructor(record: FlowRecord, over: AbortSignal, onDeadline: () => void) {
    this.#record = record
    this.#over = over
    this.#onDeadline = onDeadline
  }

  get record(): FlowRecord {
    return this.#record
  }

  /** Milliseconds until the request runs out. */
  get left(): number {
    return this.#record.deadline - Date.now()
  }

  async update(change: Partial<FlowRecord> = {}): Promise<void> {
    this.#record = { ...this.#record, ...change }
    if (this.#over.aborted) return
    if (change.deadline !== undefined) this.startClock()
    await flowStore.save(this.#record)
  }

  /** From here on the worker stays, and the deadline is told. */
  startClock(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#onDeadline, Math.max(0, this.left))
    this.#sleep ??= stayAwake()
  }

  async openWindow(): Promise<void> {
    const windowId = await openPinWindow(this.#record.flow, this.#record.tabId)
    if (windowId === undefined) return
    if (this.#over.aborted) await closePinWindow(windowId)
    else await this.update({ windowId })
  }

  /** Finds the window that a worker before opened; one that was never opened is opened now. False when it was closed. */
  async takeUpWindow(): Promise<boolean> {
    const windowId = await findPinWindow(this.#record.flow)
    if (windowId !== undefined) await this.update({ windowId })
    else if (this.#record.windowId === null) await this.openWindow()
    else return false
    return true
  }

  /** As `closeWindow`, once what it shows could be seen. */
  closeWindowSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.closeWindow(), seenWithin)
  }

  /** Gives back all but the record. */
  closeWindow(): void {
    clearTimeout(this.#timer)
    this.#sleep?.()
    const { windowId } = this.#record
    if (windowId !== null) void closePinWindow(windowId)
  }
}
