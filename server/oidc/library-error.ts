/** By its name: the library itself is loaded where single sign-on is offered, and nowhere else. */
export const isLibraryError = (error: unknown, name: 'AccessDenied' | 'InvalidGrant' | 'SessionNotFound'): boolean =>
  error instanceof Error && error.name === name
