import { CodedError, isCoded, serializeError } from '../../core/errors/coded-error.ts'
import { toCoded } from './ck-errors.ts'
import type { Cryptoki } from './cryptoki.ts'
import { type ModuleBody, type ModuleOpName, moduleOps, moduleRequest, type ModuleResult } from './module-messages.ts'
import { TokenReader } from './read-tokens.ts'
import { signWithToken } from './sign-with-token.ts'

/** What the module's process answers. */
export type ModuleAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: ReturnType<typeof serializeError> }

/** One module's conversation. `load` is called at the first request; its failure is each request's. */
export class ModuleService {
  readonly #name: string
  readonly #load: () => Cryptoki
  #opened: { readonly cryptoki: Cryptoki; readonly tokens: TokenReader } | undefined

  constructor(name: string, load: () => Cryptoki) {
    this.#name = name
    this.#load = load
  }

  /** Answers one request; the next may be asked then. Throws for what is no request. */
  async answer(message: unknown): Promise<ModuleAnswer> {
    const { op, body } = moduleRequest.parse(message)
    try {
      return { ok: true, result: await this.#run(op, moduleOps[op].body.parse(body)) }
    } catch (error) {
      const coded = toCoded(error, this.#name)
      if (isCoded(coded)) return { ok: false, error: serializeError(coded) }
      throw error
    }
  }

  /** C_Finalize. */
  async close(): Promise<void> {
    await this.#opened?.cryptoki.finalize()
    this.#opened = undefined
  }

  async #run(op: ModuleOpName, body: ModuleBody<ModuleOpName>): Promise<ModuleResult<ModuleOpName>> {
    const { cryptoki, tokens } = (this.#opened ??= await this.#open())
    if (op === 'list-tokens') return { tokens: await tokens.read() }
    return { signature: await signWithToken(cryptoki, body as ModuleBody<'sign'>) }
  }

  async #open() {
    const cryptoki = this.#loaded()
    await cryptoki.initialize()
    return { cryptoki, tokens: new TokenReader(cryptoki) }
  }

  #loaded(): Cryptoki {
    try {
      return this.#load()
    } catch (error) {
      const details = { module: this.#name, field: 'C_GetFunctionList' }
      throw new CodedError('ERR_READER_MODULE_FAILED', `${this.#name} could not be loaded`, { cause: error, details })
    }
  }
}
