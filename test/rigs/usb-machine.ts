import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeSharedLibrary, whyNoCompiler } from './shared-library.ts'
import {
  deviceFile,
  type SerialAdapter,
  serialPortFile,
  type UsbPlace,
  writeSerialTree,
  writeUsbTree,
} from './usb-tree.ts'

const source = fileURLToPath(new URL('usbfs.c', import.meta.url))

/** libccid's list of readers: it looks at no other. */
const ccidReaders = '/etc/libccid_Info.plist'
const browserPolicies = '/etc/chromium/policies/managed'

/** Why programs cannot be shown USB devices here; undefined where they can. */
export function whyNoUsbMachine(): string | undefined {
  const reason = whyNoCompiler()
  if (reason !== undefined) return reason
  const { status } = spawnSync('unshare', ['-m', 'sh', '-c', overlay('/dev', '/sys')])
  return status === 0 ? undefined : 'needs root, unshare, and overlay mounts'
}

export interface UsbMachineParts {
  /** Devices, and the port on this computer of the USB/IP server that exports them. */
  readonly usb: { readonly serverPort: number; readonly places: readonly UsbPlace[] }
  /** A pseudo terminal that programs take for the port of this adapter. */
  readonly serial?: SerialAdapter & { readonly path: string }
  /** Managed policies of Chromium. */
  readonly policies?: Readonly<Record<string, unknown>>
}

/**
 * This computer with USB devices and a serial port that it does not have, for the programs that `enter` starts: mounts of
 * their own over /sys and /dev, and a library in front of usbfs. Nothing is plugged in or out while a program runs.
 */
export class UsbMachine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nhi-portal-usb-machine-'))

  /** Needs `whyNoUsbMachine()` to be undefined. */
  constructor({ usb, serial, policies = {} }: UsbMachineParts) {
    try {
      const library = this.#path('usbfs.so')
      makeSharedLibrary(source, library, '-ldl', '-lpthread')
      const [sys, dev, udev] = [this.#path('sys'), this.#path('dev'), this.#path('udev')]
      writeUsbTree(sys, usb.places)
      mkdirSync(join(dev, 'bus/usb/001'), { recursive: true })
      for (const index of usb.places.keys()) writeFileSync(join(this.#folder, deviceFile(index)), '')
      const mounts = [
        // Submounts of /dev do not show through an overlay; these are put back.
        ...devParts.map((part) => bind(`/dev/${part}`, this.#path(`kept/${part}`))),
        overlay(sys, '/sys'),
        overlay(dev, '/dev'),
        ...devParts.map((part) => bind(this.#path(`kept/${part}`), `/dev/${part}`)),
      ]
      if (serial) {
        writeSerialTree(sys, udev, serial)
        writeFileSync(join(this.#folder, serialPortFile), '')
        const drivers = readFileSync('/proc/tty/drivers', 'utf8')
        writeFileSync(this.#path('drivers'), `${drivers}usbserial /dev/ttyUSB 188 0-511 serial\n`)
        mounts.push(
          bind(serial.path, serialPortFile),
          'mkdir -p /run/udev',
          bind(udev, '/run/udev'),
          bind(this.#path('drivers'), '/proc/tty/drivers'),
        )
      }
      if (existsSync(ccidReaders)) {
        writeFileSync(this.#path('readers.plist'), withReaders(readFileSync(ccidReaders, 'utf8'), usb.places))
        mounts.push(bind(this.#path('readers.plist'), ccidReaders))
      }
      mkdirSync(this.#path('policies'))
      writeFileSync(this.#path('policies/rig.json'), JSON.stringify(policies))
      mounts.push(`mkdir -p ${browserPolicies}`, bind(this.#path('policies'), browserPolicies))

      const devices = usb.places.map(({ busId }, index) => `${deviceFile(index)}=${usb.serverPort}/${busId}`)
      this.#script('enter', 'exec unshare -m --propagation private "$(dirname "$0")/inside" "$@"')
      this.#script(
        'inside',
        'set -e',
        ...mounts,
        `export LD_PRELOAD="${library}" USBFS_DEVICES="${devices.join(' ')}"`,
        'exec "$@"',
      )
    } catch (error) {
      this.remove()
      throw error
    }
  }

  /** Runs its arguments on this machine, under its own process id. */
  get enter(): string {
    return this.#path('enter')
  }

  /** One file that starts `program` on this machine. */
  program(program: string): string {
    return this.#script('program', `exec "$(dirname "$0")/enter" "${program}" "$@"`)
  }

  /** The programs have ended. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }

  #script(name: string, ...lines: readonly string[]): string {
    const path = this.#path(name)
    writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'))
    chmodSync(path, 0o755)
    return path
  }
}

const devParts = ['pts', 'shm']

const overlay = (upper: string, place: string): string =>
  `mount -t overlay -o "lowerdir=${upper}:${place}" rig ${place}`

const bind = (from: string, to: string): string =>
  `if [ -d "${from}" ]; then mkdir -p "${to}"; fi; mount --rbind "${from}" "${to}"`

/** The property list with these readers in place of those that it names. The service reads one value a line. */
function withReaders(propertyList: string, places: readonly UsbPlace[]): string {
  const number = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`
  const values = {
    ifdVendorID: places.map(({ model }) => number(model.vendorId)),
    ifdProductID: places.map(({ model }) => number(model.productId)),
    ifdFriendlyName: places.map(({ model }) => `${model.manufacturerName} ${model.productName}`),
  }
  let text = propertyList
  for (const [key, texts] of Object.entries(values)) {
    const rows = texts.map((value) => `<string>${value}</string>\n`).join('')
    text = text.replace(new RegExp(`(<key>${key}</key>\\s*<array>\n)[^]*?(</array>)`), `$1${rows}$2`)
  }
  return text
}
