import type { Environment } from '../cards/environments.ts'

/** A security module as its certificate tells it. */
export interface ModuleFacts {
  /** 安全模組代號, 12 digits. */
  readonly module: string
  /** 醫事機構代號, 10 digits: the one institution that it stands for. */
  readonly institution: string
  readonly institutionName: string
  readonly environment: Environment
  readonly notBefore: Date
  readonly notAfter: Date
}
