import { readerQuirks } from '../../core/ccid/quirks.ts'

/**
 * What the browser's chooser lists for 「選擇讀卡機」:
 * 1. every reader of the smart-card class, although the browser will not let us use one: a person who does not find the
 *    reader in the list thinks it is not plugged in; picked, it is explained and forgotten;
 * 2. readers that hide their class, by the quirks table (Castles EZ100PU);
 * 3. vendor-class (0xFF) devices of makers whose USB devices are card readers;
 * 4. vendor-class readers of makers of all sorts, one by one, as libccid lists them (LudovicRousseau/CCID, readers/*.txt).
 * Anything else is found with 「列出所有裝置」.
 */
export const readerFilters: readonly USBDeviceFilter[] = [
  { classCode: 0x0b },
  ...readerQuirks.map(({ idVendor, idProduct }) => ({ vendorId: idVendor, productId: idProduct })),
  ...[
    0x04e6, // SCM Microsystems, Identiv
    0x072f, // Advanced Card Systems
    0x076b, // OMNIKEY
    0x08e6, // Gemalto, Thales
    0x096e, // Feitian
    0x0ca6, // Castles
    0x1403, // InfoThink
  ].map((vendorId) => ({ vendorId, classCode: 0xff })),
  { vendorId: 0x046a, productId: 0x003e }, // Cherry SmartTerminal ST-2xxx
  { vendorId: 0x0973, productId: 0x0003 }, // Schlumberger e-gate
  { vendorId: 0x09be, productId: 0x0002 }, // MySMART PAD
  { vendorId: 0x1a74, productId: 0x6354 }, // Oberthur ID-One Cosmo
  { vendorId: 0x413c, productId: 0x2100 }, // Dell keyboard SK-3106
]

/** Every USB device: the chooser lists what is plugged in. */
export const allDevices: readonly USBDeviceFilter[] = []
