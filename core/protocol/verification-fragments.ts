/**
 * Members of the fragments that lead to the NHI-card verification service and back (nhi-verification.ts). Apart from it, so that
 * pages have them without zod.
 */
export const requestMember = 'request'
export const returnMember = 'return'
