import { classDescriptorLength } from './class-descriptor.ts'

/** USB 2.0 table 9-5 descriptor types, and CCID 1.1 §5.1 for the class descriptor. */
const descriptorTypes = { interface: 0x04, ccid: 0x21, vendor: 0xff } as const

/**
 * The CCID class descriptor of one interface (and alternate setting) in a whole configuration descriptor, or undefined.
 * It stands after the interface or, with some readers, after an endpoint; some give it type 0xFF: the length tells.
 */
export function findClassDescriptor(
  configuration: Uint8Array,
  bInterfaceNumber: number,
  bAlternateSetting: number,
): Uint8Array | undefined {
  let inside = false
  let at = 0
  while (at + 2 <= configuration.length) {
    const [bLength = 0, bDescriptorType = 0] = configuration.subarray(at)
    if (bLength < 2) return undefined
    const descriptor = configuration.subarray(at, at + bLength)
    if (bDescriptorType === descriptorTypes.interface) {
      inside = descriptor[2] === bInterfaceNumber && descriptor[3] === bAlternateSetting
    } else if (inside && isCcid(bDescriptorType) && descriptor.length === classDescriptorLength) {
      return descriptor
    }
    at += bLength
  }
  return undefined
}

const isCcid = (type: number): boolean => type === descriptorTypes.ccid || type === descriptorTypes.vendor
