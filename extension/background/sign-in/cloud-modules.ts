import { notOfEnvironment, type requireOneEnvironment } from '../../../core/cards/environment.ts'
import type { Environment } from '../../../core/cards/environments.ts'
import { moduleName } from '../../../core/cards/mixing.ts'
import { CodedError, isCoded } from '../../../core/errors/coded-error.ts'
import { expired, notYetValid, revoked } from '../../../core/sam/module-refusals.ts'
import { type ModuleState, moduleState } from '../../modules/module-state.ts'
import type { ModuleStore, StoredModule } from '../../modules/module-store.ts'
import type { ModuleSource, ModuleView, ShownModule, SigningModule } from './signing-module.ts'

export interface CloudModulesOptions {
  readonly store: Pick<ModuleStore, 'list'>
  /** Asks the portal which modules are revoked, where that is due. Never rejects for what stands in the way. */
  readonly askRevocations: () => Promise<void>
  readonly guard: typeof requireOneEnvironment
  readonly environment: Environment
  /** The institution whose module was chosen so far, or last signed somebody in at this portal. */
  readonly chosen: () => Promise<string | undefined>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly onChange: () => void
}

/** The modules that were imported on this computer, for a card in an ordinary reader. */
export class CloudModules implements ModuleSource {
  readonly #options: CloudModulesOptions
  /** Undefined until they were read. */
  #modules: readonly StoredModule[] | CodedError | undefined
  #chosen: string | undefined

  constructor(options: CloudModulesOptions) {
    this.#options = options
  }

  /** Reads what is there, after the portal was asked for revocations. */
  async load(): Promise<void> {
    const { chosen, askRevocations } = this.#options
    const [before] = await Promise.all([chosen(), askRevocations()])
    this.#chosen ??= before
    await this.reload()
  }

  /** A module was imported or removed. */
  async reload(): Promise<void> {
    const { store, onChange } = this.#options
    try {
      this.#modules = (await store.list()).modules
    } catch (error) {
      if (!isCoded(error)) throw error
      this.#modules = error
    }
    onChange()
  }

  find(): ModuleView {
    const modules = this.#modules
    if (modules === undefined) return { state: 'looking' }
    if (modules instanceof CodedError) return { state: 'missing', error: modules }
    const usable = this.#usable
    const module = usable.length === 1 ? usable[0] : usable.find(({ institution }) => institution === this.#chosen)
    if (module) return { state: 'ready', module: this.#signing(module) }
    return usable.length > 0 ? { state: 'to-be-chosen' } : { state: 'missing', error: this.#whyNone(modules) }
  }

  get choices(): readonly ShownModule[] {
    const usable = this.#usable.map(({ module: code, ...named }) => ({ ...named, code }))
    return usable.length > 1 ? usable : []
  }

  choose(institution: string): void {
    this.#chosen = institution
  }

  placeOf(): undefined {
    return undefined // it is in no reader
  }

  get #usable(): readonly StoredModule[] {
    const modules = this.#modules
    if (modules === undefined || modules instanceof CodedError) return []
    return modules.filter((module) => this.#isOurs(module) && this.#refusal(module) === undefined)
  }

  #isOurs = ({ environment }: StoredModule): boolean => environment === this.#options.environment

  /** Of one that is here and will not do, its own reason says more than that there is none. */
  #whyNone(modules: readonly StoredModule[]): CodedError {
    const { environment } = this.#options
    const [refusal] = modules.filter(this.#isOurs).flatMap((module) => this.#refusal(module) ?? [])
    if (refusal) return refusal
    const [foreign] = modules
    return foreign
      ? notOfEnvironment(moduleName(foreign.module), environment)
      : new CodedError('ERR_SAM_MISSING', 'no module was imported here')
  }

  #refusal(module: StoredModule): CodedError | undefined {
    return refusals[moduleState(module, this.#options.now())]?.(module)
  }

  #signing({ module: code, institution, institutionName, certificate, key }: StoredModule): SigningModule {
    const { guard } = this.#options
    const module = { code }
    return {
      code,
      institution,
      institutionName,
      certificate,
      prepare: async (question) => guard({ ...question, module }),
      async sign(question, bytes) {
        guard({ ...question, module })
        return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes))
      },
    }
  }
}

/** Why a module that is here will not do. */
const refusals: { readonly [S in ModuleState]?: (module: StoredModule) => CodedError } = {
  revoked: ({ module }) => revoked(module),
  expired: ({ module, notAfter }) => expired({ module, notAfter: new Date(notAfter) }),
  'not-yet-valid': ({ module, notBefore }) => notYetValid({ module, notBefore: new Date(notBefore) }),
}
