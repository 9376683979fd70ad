/** This extension, as it says under a signature and to a portal. */
export interface ExtensionIdentity {
  readonly id: string
  readonly version: string
}
