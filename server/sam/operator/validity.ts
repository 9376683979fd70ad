import type { Validity } from '../../pki/issue-sam-certificate.ts'

/** From now on, in whole seconds, as certificates have them. */
export function validityFor(now: Date, years: number): Validity {
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years)
  return { notBefore, notAfter }
}

/** Nothing outlives what it was issued by. */
export const within = (validity: Validity, { notAfter }: { readonly notAfter: number }): Validity => ({
  ...validity,
  notAfter: new Date(Math.min(validity.notAfter.getTime(), notAfter)),
})
