import { type KnownPin, pinLabel } from '../pki/known-pins.ts'

/** For a certificate that bears the name of an authority that the product knows, and is not the one it knows. */
export const namesakeText = (pin: KnownPin): string =>
  `it bears the name of ${pinLabel(pin)}, whose certificate has SHA-256 ${pin.sha256}`
