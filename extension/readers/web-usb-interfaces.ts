import type { ReaderQuirks } from '../../core/ccid/quirks.ts'

/** USB class codes. Browsers protect smart-card interfaces: there they are never claimed (Chromium: "protected class"). */
export const interfaceClasses = { smartCard: 0x0b, vendor: 0xff } as const

/** An interface that may hold a CCID reader and may be claimed. */
export interface CandidateInterface {
  /** Where the configuration stands among the device's, which GET_DESCRIPTOR wants; its value, which selection wants. */
  readonly configurationIndex: number
  readonly configurationValue: number
  readonly interfaceNumber: number
  readonly alternateSetting: number
  readonly bulkIn: USBEndpoint
  readonly bulkOut: USBEndpoint
  readonly interruptIn: USBEndpoint | undefined
}

export interface DeviceInterfaces {
  readonly candidates: readonly CandidateInterface[]
  /** True when an interface is of the protected class. */
  readonly hasProtected: boolean
}

/**
 * Reads what the platform shows of a device before it is opened. `protectsSmartCards`: it keeps smart-card interfaces to
 * itself.
 */
export function inspectInterfaces(
  device: USBDevice,
  quirks: ReaderQuirks | undefined,
  protectsSmartCards = true,
): DeviceInterfaces {
  const candidates: CandidateInterface[] = []
  const classes = new Set<number | undefined>([...Object.values(interfaceClasses), quirks?.interfaceClass])
  let hasProtected = false
  for (const [configurationIndex, { configurationValue, interfaces }] of device.configurations.entries()) {
    for (const { interfaceNumber, alternates } of interfaces) {
      // One protected alternate protects them all.
      if (protectsSmartCards && alternates.some(isSmartCard)) {
        hasProtected = true
        continue
      }
      for (const { alternateSetting, interfaceClass, endpoints } of alternates) {
        if (!classes.has(interfaceClass)) continue
        const find = (type: USBEndpointType, direction: USBDirection): USBEndpoint | undefined =>
          endpoints.find((endpoint) => endpoint.type === type && endpoint.direction === direction)
        const [bulkIn, bulkOut, interruptIn] = [find('bulk', 'in'), find('bulk', 'out'), find('interrupt', 'in')]
        if (!bulkIn || !bulkOut) continue
        const where = { configurationIndex, configurationValue, interfaceNumber, alternateSetting }
        candidates.push({ ...where, bulkIn, bulkOut, interruptIn })
      }
    }
  }
  // Only one configuration is active at a time.
  const chosen = candidates[0]?.configurationIndex
  return { candidates: candidates.filter((row) => row.configurationIndex === chosen), hasProtected }
}

const isSmartCard = ({ interfaceClass }: USBAlternateInterface): boolean =>
  interfaceClass === interfaceClasses.smartCard
