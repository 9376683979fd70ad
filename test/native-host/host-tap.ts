import { fromBase64 } from '../../core/bytes/base64.ts'
import type { HostOpName } from '../../core/protocol/native-host.ts'
import type { Messaging } from '../../extension/readers/messaging.ts'

/** A card service that can be killed; `text` is what the browser then says. */
export interface TestHost extends Messaging {
  crash(text?: string): void
}

/** A message on its way to the service, or the answer to it. */
export interface HostFault {
  readonly op: HostOpName
  /** Of `transmit`: the command's instruction. */
  readonly ins?: number | undefined
  /** Messages that match and pass unharmed before. */
  readonly skip?: number | undefined
  /** Strikes the request (default), or its answer. */
  readonly when?: 'before' | 'after'
  /** What arrives in the message's place, at once or later; undefined: nothing. */
  readonly strike: (message: Message, host: TestHost) => unknown
}

export type Message = Readonly<Record<string, unknown>>

/** Between the extension and its card service: what a browser, a policy, or a service that runs wild does to them. */
export class HostTap implements Messaging {
  /** The browser does not start the service, for this reason. */
  refusal: string | undefined
  fault: HostFault | undefined
  struck = 0
  readonly #host: TestHost
  #refused: string | undefined

  constructor(host: TestHost) {
    this.#host = host
  }

  connect(): ReturnType<Messaging['connect']> {
    const { refusal } = this
    if (refusal !== undefined) return this.#refuse(refusal)
    const port = this.#host.connect()
    let due: { readonly fault: HostFault; readonly id: unknown } | undefined
    return {
      onDisconnect: port.onDisconnect,
      onMessage: {
        addListener: (listener) =>
          port.onMessage.addListener((answer) => {
            if (!due || due.id !== (answer as Message)['id']) return listener(answer)
            const { fault } = due
            due = undefined
            deliver(this.#strike(fault, answer as Message), listener)
          }),
      },
      postMessage: (message) => {
        const fault = this.#take(message as Message)
        if (fault?.when === 'after') due = { fault, id: (message as Message)['id'] }
        const put = fault && fault.when !== 'after' ? this.#strike(fault, message as Message) : message
        deliver(put, (it) => port.postMessage(it))
      },
      disconnect: () => port.disconnect(),
    }
  }

  lastError(): string | undefined {
    return this.#refused ?? this.#host.lastError()
  }

  #refuse(text: string): ReturnType<Messaging['connect']> {
    const tell = (listener: () => void): void => {
      this.struck++
      this.#refused = text
      listener()
      this.#refused = undefined
    }
    return {
      onMessage: { addListener: () => undefined },
      onDisconnect: { addListener: (listener) => queueMicrotask(() => tell(listener)) },
      postMessage: () => undefined,
      disconnect: () => undefined,
    }
  }

  #strike(fault: HostFault, message: Message): unknown {
    this.struck++
    return fault.strike(message, this.#host)
  }

  #take({ op, body }: Message): HostFault | undefined {
    const { fault } = this
    if (!fault || fault.op !== op || (fault.ins !== undefined && fault.ins !== instructionOf(body))) return undefined
    const { skip = 0 } = fault
    this.fault = skip > 0 ? { ...fault, skip: skip - 1 } : undefined
    return skip > 0 ? undefined : fault
  }
}

function deliver(put: unknown, to: (message: unknown) => void): void {
  if (put instanceof Promise) void put.then((later) => deliver(later, to))
  else if (put !== undefined) to(put)
}

const instructionOf = (body: unknown): number | undefined => {
  const { command } = body as { readonly command?: string }
  return command === undefined ? undefined : fromBase64(command)[1]
}
