import { describe, expect, it } from 'vitest'
import { readerModel, readerModels } from '../../../demo/reader/reader-models.ts'
import { bytesOf, claim, refusal, setUpReader } from './set-up.ts'

const getDescriptor = (type: number, index = 0, language = 0): USBControlTransferParameters => ({
  requestType: 'standard',
  recipient: 'device',
  request: 6,
  value: (type << 8) | index,
  index: language,
})

describe('descriptors', () => {
  it('of the device, its configuration and its strings are read by control transfers', async () => {
    const { device } = await setUpReader('it-500u')
    await device.open()
    const deviceBytes = bytesOf(await device.controlTransferIn(getDescriptor(1), 18))
    expect([...deviceBytes.subarray(8, 12)]).toEqual([0x03, 0x14, 0xff, 0x75])
    const configuration = bytesOf(await device.controlTransferIn(getDescriptor(2), 1024))
    expect(configuration.length).toBe((configuration[2] ?? 0) + 256 * (configuration[3] ?? 0))
    expect(bytesOf(await device.controlTransferIn(getDescriptor(2), 9)).length).toBe(9)
    const product = bytesOf(await device.controlTransferIn(getDescriptor(3, 2, 0x0409), 255))
    expect(Buffer.from(product.subarray(2)).toString('utf16le')).toBe('IT-500U Reader')
    expect(await device.controlTransferIn(getDescriptor(3, 9, 0x0409), 255)).toMatchObject({ status: 'stall' })
  })

  it('every model shows its interface class; only the EZ100PU keeps its class descriptor to itself', async () => {
    for (const model of readerModels.filter(({ serialLine }) => !serialLine)) {
      const { device } = await setUpReader(model.id)
      const shown = device.configurations[0]?.interfaces.find(
        ({ interfaceNumber }) => interfaceNumber === model.interfaceNumber,
      )
      expect(shown?.alternate.interfaceClass).toBe(model.interfaceClass)
      expect(shown?.alternate.endpoints.length).toBe(model.interruptIn === undefined ? 2 : 3)
      await device.open()
      if (model.interfaceClass === 0x0b) continue
      const configuration = bytesOf(await device.controlTransferIn(getDescriptor(2), 1024))
      const classDescriptors: number[] = []
      for (let at = 0; at < configuration.length; at += configuration[at] ?? 1)
        if (configuration[at + 1] === 0x21) classDescriptors.push(configuration[at] ?? 0)
      expect(classDescriptors).toEqual(model.id === 'ez100pu' ? [] : [54])
    }
  })

  it('the models are those that the text of the demo names', () => {
    expect(readerModel('it-500u')).toMatchObject({ vendorId: 0x1403, productId: 0x75ff, interfaceClass: 0xff })
    expect(readerModel('ez100pu')).toMatchObject({ vendorId: 0x0ca6, productId: 0x0010, interfaceClass: 0x00 })
    expect(readerModel('it-500u-protected')).toMatchObject({ vendorId: 0x1403, productId: 0x7506 })
    expect(() => readerModel('none')).toThrow(RangeError)
  })
})

describe('what Chromium refuses', () => {
  it('claiming an interface of the smart-card class, though opening it works', async () => {
    const { device } = await setUpReader('it-500u-protected')
    await device.open()
    await device.selectConfiguration(1)
    expect(await refusal(device.claimInterface(0))).toBe(
      "SecurityError: Failed to execute 'claimInterface' on 'USBDevice': The requested interface implements a protected class.",
    )
    expect(device.configuration?.interfaces[0]?.claimed).toBe(false)
    await expect(device.controlTransferIn(getDescriptor(2), 64)).rejects.toMatchObject({ name: 'SecurityError' })
    await expect(device.transferOut(2, new Uint8Array(10))).rejects.toMatchObject({ name: 'NotFoundError' })
  })

  it('everything before the device is open', async () => {
    const { device } = await setUpReader('it-500u')
    const notOpen = /^InvalidStateError: .* The device must be opened first\.$/
    expect(await refusal(device.claimInterface(0))).toMatch(notOpen)
    expect(await refusal(device.transferOut(2, new Uint8Array(1)))).toMatch(notOpen)
    expect(await refusal(device.controlTransferIn(getDescriptor(1), 18))).toMatch(notOpen)
  })

  it('transfers on endpoints that are not claimed, or not there', async () => {
    const { device } = await setUpReader('it-500u')
    await device.open()
    expect(await refusal(device.transferOut(2, new Uint8Array(10)))).toMatch(
      /^NotFoundError: .* The specified endpoint is not part of a claimed and selected alternate interface\.$/,
    )
    await device.claimInterface(0)
    await expect(device.transferIn(2, 64)).rejects.toMatchObject({ name: 'NotFoundError' })
    await expect(device.transferIn(16, 64)).rejects.toMatchObject({ name: 'IndexSizeError' })
    await expect(device.claimInterface(7)).rejects.toMatchObject({ name: 'NotFoundError' })
  })

  it('two changes of the device at once', async () => {
    const { device } = await setUpReader('it-500u')
    const opening = device.open()
    await expect(device.open()).rejects.toMatchObject({ name: 'InvalidStateError' })
    await opening
    expect(device.opened).toBe(true)
  })

  it('standard requests that would change the device', async () => {
    const { device } = await setUpReader('it-500u')
    await device.open()
    const setFeature = { requestType: 'standard', recipient: 'device', request: 3, value: 1, index: 9 } as const
    await expect(device.controlTransferOut(setFeature)).rejects.toMatchObject({ name: 'SecurityError' })
  })
})

describe('endings', () => {
  it('closing cancels what waits, and releases', async () => {
    const { device } = await setUpReader('it-500u')
    const { bulkIn } = await claim(device)
    const read = device.transferIn(bulkIn, 64)
    const ended = expect(read).rejects.toMatchObject({ name: 'AbortError' })
    await device.close()
    await ended
    expect(device.opened).toBe(false)
    expect(device.configuration?.interfaces[0]?.claimed).toBe(false)
  })

  it('unplugging ends what waits and refuses every later call', async () => {
    const { device, desk, readerName } = await setUpReader('it-500u')
    const { bulkIn } = await claim(device)
    const read = device.transferIn(bulkIn, 64)
    const ended = expect(read).rejects.toMatchObject({ name: 'NotFoundError' })
    const announced = new Promise<USBDevice>((resolve) => {
      desk.usb.addEventListener('disconnect', (event) => {
        resolve(event.device)
      })
    })
    await desk.unplugReader(readerName)
    await ended
    expect(await announced).toBe(device)
    await expect(device.open()).rejects.toMatchObject({ name: 'NotFoundError' })
    expect(await desk.usb.getDevices()).toEqual([])
  })
})
