import { moduleState } from '../modules/module-state.ts'
import type { StoredModule } from '../modules/module-store.ts'
import type { Check } from './check.ts'

const named = (modules: readonly { readonly module: string }[]): string =>
  modules.map(({ module }) => `…${module.slice(-4)}`).join(', ')

export const securityModule: Check<'security-module'> = {
  id: 'security-module',
  async run({ modules: list, now, policy }) {
    if ((await policy()).policy.allowCloudModule === false) return { finding: 'off' }
    const { modules, damaged } = await list()
    if (modules.length + damaged.length === 0) return { finding: 'none' }
    const inState = (...states: readonly string[]) => modules.filter((it) => states.includes(moduleState(it, now())))
    const unusable = [
      ...inState('expired', 'revoked', 'not-yet-valid'),
      ...damaged.map((institution) => ({ module: institution })),
    ]
    if (unusable.length > 0) return { finding: 'unusable', details: { modules: named(unusable) } }
    const ending = inState('ending')
    if (ending.length > 0) return { finding: 'ending', details: { modules: named(ending) } }
    const count = (environment: StoredModule['environment']) =>
      modules.filter((module) => module.environment === environment).length
    return {
      finding: 'ready',
      details: { production: count('production'), test: count('test'), modules: named(modules) },
    }
  },
}
