/** Adds up time that may overlap: what is counted is how long at least one timed call was under way. */
export class StopWatch {
  total = 0
  #running = 0
  #since = 0

  reset(): void {
    this.total = 0
    this.#since = performance.now()
  }

  start(): void {
    if (this.#running++ === 0) this.#since = performance.now()
  }

  stop(): void {
    if (--this.#running === 0) this.total += performance.now() - this.#since
  }
}

/** The transfers of the devices that this USB hands out run against `watch`. A pending interrupt read is no work. */
export function timeMethods(usb: USB, watch: StopWatch): USB {
  const timed = new Set(['transferIn', 'transferOut', 'controlTransferIn'])
  const devices = new WeakMap<USBDevice, USBDevice>()
  const isInterrupt = (device: USBDevice, endpoint: unknown) =>
    device.configuration?.interfaces.some(({ alternate }) =>
      alternate.endpoints.some(
        ({ direction, endpointNumber, type }) =>
          direction === 'in' && type === 'interrupt' && endpointNumber === endpoint,
      ),
    )
  const wrapDevice = (device: USBDevice) => {
    const known = devices.get(device)
    if (known) return known
    const wrapped = new Proxy(device, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        const method = value as (...args: unknown[]) => unknown
        if (!timed.has(String(name))) return method.bind(target)
        return async (...args: unknown[]) => {
          if (name === 'transferIn' && isInterrupt(target, args[0])) return method.apply(target, args)
          watch.start()
          try {
            return await method.apply(target, args)
          } finally {
            watch.stop()
          }
        }
      },
    })
    devices.set(device, wrapped)
    return wrapped
  }
  return new Proxy(usb, {
    get(target, name) {
      if (name === 'getDevices') return async () => (await target.getDevices()).map(wrapDevice)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value
    },
  })
}
