import { main } from '../../rigs/usbip/serve.ts'

/** The virtual readers as USB/IP devices, as a program that can be built. */
process.exitCode = await main(process.argv.slice(2))
