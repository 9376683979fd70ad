import type { SamAuthority } from '../pki/sam-authority.ts'

const year = 365 * 86_400_000

/** What an administrator should know of the authority at the start, in words for the log. */
export function authorityWarnings({ issuer, issuing }: SamAuthority, now: Date): string[] {
  const [{ notAfter }] = issuing
  const left = notAfter - now.getTime()
  const day = new Date(notAfter).toISOString().slice(0, 10)
  return [
    ...(issuer ? [] : ['the SAM authority has no issuing key here: modules wait for another process to issue them']),
    ...(left < 0 ? [`the SAM authority’s issuing certificate has expired (${day}): no module is issued or taken`] : []),
    ...(left >= 0 && left < year
      ? [`the SAM authority’s issuing certificate ends on ${day}, and no module lasts longer`]
      : []),
  ]
}
