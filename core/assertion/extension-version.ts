import { CodedError } from '../errors/coded-error.ts'

/** Dotted numbers as browsers give them; missing parts are zero. */
export function isVersionAtLeast(version: string, minimum: string): boolean {
  const own = version.split('.').map(Number)
  const wanted = minimum.split('.').map(Number)
  for (let i = 0; i < Math.max(own.length, wanted.length); i++) {
    const difference = (own[i] ?? 0) - (wanted[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** Nearly all extensions that are in use are one version. */
let lastGood = { version: '', minimum: '' }

/** Throws ERR_BRIDGE_OUTDATED. */
export function requireExtensionVersion(version: string, minimum: string): void {
  if (version === lastGood.version && minimum === lastGood.minimum) return
  if (isVersionAtLeast(version, minimum)) {
    lastGood = { version, minimum }
    return
  }
  throw new CodedError('ERR_BRIDGE_OUTDATED', `extension ${version} is older than ${minimum}`, {
    details: { version, minimum },
  })
}
