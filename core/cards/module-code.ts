import type { Environment } from './environments.ts'

/** 安全模組代號: 12 digits, of which the first tells the environment (mission: 9 test, 0 production). */
export const moduleCodePattern = /^\d{12}$/

const environments: Readonly<Record<string, Environment>> = { '9': 'test', '0': 'production' }

/** `unknown` for a code that begins otherwise: such a module is used with no card. */
export const moduleEnvironment = (code: string): Environment | 'unknown' => environments[code.charAt(0)] ?? 'unknown'
