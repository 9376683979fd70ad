import { type CommandParts, serverConfig } from '../command/command.ts'
import { WrongUsage } from '../command/outcome.ts'

/** `--trust-file`, else what TRUST_ANCHORS names. */
export function trustPath(given: string | undefined, parts: CommandParts): string {
  const path = given ?? serverConfig(parts).trustAnchors
  if (path === undefined) throw new WrongUsage('--trust-file or the variable TRUST_ANCHORS must name the trust file')
  return path
}
