import type { CodedError } from '../../../core/errors/coded-error.ts'
import type { SignInStep } from '../../../core/protocol/bridge.ts'
import type { PinWindowPhase, PinWindowState } from '../../../core/protocol/pin-window.ts'
import type { PinWindowPort } from './pin-window-port.ts'

/** What the page's progress line is told of the PIN window's phases. */
const stepOf: { readonly [P in PinWindowPhase]?: SignInStep } = {
  'waiting-for-reader': 'waiting-for-reader',
  'waiting-for-card': 'waiting-for-card',
  'authenticating-module': 'authenticating-module',
  'waiting-for-pin': 'waiting-for-pin',
  'waiting-for-consent': 'waiting-for-consent',
  'confirm-last-try': 'waiting-for-pin',
  'entering-on-reader': 'waiting-for-pin',
  signing: 'signing',
}

export interface FlowScreenOptions {
  readonly state: (phase: PinWindowPhase, error: CodedError | null) => PinWindowState
  readonly onStep: (step: SignInStep) => void
  /** What is shown has changed, whether a window is open or not. */
  readonly onPublish: () => void
}

/** What a sign-in shows: its phase and the error of its last step, in the PIN window and on the page's progress line. */
export class FlowScreen {
  readonly #options: FlowScreenOptions
  readonly #windows = new Set<PinWindowPort>()
  #phase: PinWindowPhase = 'waiting-for-reader'
  #error: CodedError | null = null

  constructor(options: FlowScreenOptions) {
    this.#options = options
  }

  get phase(): PinWindowPhase {
    return this.#phase
  }

  get error(): CodedError | null {
    return this.#error
  }

  /** Whether anybody can see it. */
  get isOpen(): boolean {
    return this.#windows.size > 0
  }

  attach(port: PinWindowPort): void {
    this.#windows.add(port)
    port.onGone(() => this.#windows.delete(port))
    this.publish()
  }

  show(phase: PinWindowPhase, error: CodedError | null): void {
    const step = phase === this.#phase ? undefined : stepOf[phase]
    this.#phase = phase
    this.#error = error
    this.publish()
    if (step) this.#options.onStep(step)
  }

  /** The same phase with what changed beside it. */
  publish(): void {
    this.#options.onPublish()
    if (this.#windows.size === 0) return
    const state = this.#options.state(this.#phase, this.#error)
    for (const port of this.#windows) port.send(state)
  }
}
