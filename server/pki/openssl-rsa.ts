import { createRequire } from 'node:module'
import type koffi from 'koffi'
import type { LibraryHandle } from 'koffi'
import { equal } from '../../core/bytes/equal.ts'
import type { RsaPublicKey } from '../../core/pki/public-key.ts'

/**
 * s^e mod n (RSAVP1, RFC 8017 §5.2.2), as long as the modulus; the octets are good until the next call. `false` for a
 * signature that is no number below the modulus or not as long; `undefined` for a key that is not for this way.
 * `keep`: the key comes again.
 */
export type RsaPublicOperation = (
  key: RsaPublicKey,
  signature: Uint8Array,
  keep: boolean,
) => Uint8Array | false | undefined

/**
 * The OpenSSL that Node itself links, called without node:crypto, which takes half of the time of a check with a card's key
 * for decoding, copying and exporting that (README.md). Only arithmetic on public numbers is called, functions that are the
 * same since OpenSSL 1.1, and octets reach them with their own length alone. What was signed is compared by whoever asks.
 *
 * Undefined where it cannot be had: no koffi for this system, Node without these functions, or another library's behind their
 * names; and unless a known signature comes out right.
 */
export function openOpensslRsa(): RsaPublicOperation | undefined {
  try {
    const { load } = createRequire(import.meta.url)('koffi') as typeof koffi
    const operation = createOperation(load(null))
    return operation && isRight(operation) ? operation : undefined
  } catch {
    return undefined
  }
}

type Pointer = unknown

/** A modulus as OpenSSL calculates with it. Such memory is used again and never freed, so that nothing can point to what is not there. */
interface Modulus {
  readonly number: Pointer
  readonly montgomery: Pointer
  /** Whose it is; that key knows it by the same object. */
  kept: Kept | undefined
}

interface Kept {
  /** Undefined once another key has its place. */
  modulus: Modulus | undefined
}

/** How many keys are kept at a time: for each less than 1 KiB (RSA-2048). */
const keptLimit = 4096
/** Octets, 2048 to 8192 bits: what may sign at all (core/pki/algorithms.ts). */
const sizes = { min: 256, max: 1024, exponent: 8 }

function createOperation(library: LibraryHandle): RsaPublicOperation | undefined {
  const version = library.func('const char *OpenSSL_version(int type)') as (type: number) => string
  // Another library may stand before Node's own.
  if (!version(0).startsWith(`OpenSSL ${process.versions.openssl} `)) return undefined
  const newNumber = library.func('void *BN_new()') as () => Pointer
  const newMontgomery = library.func('void *BN_MONT_CTX_new()') as () => Pointer
  const newScratch = library.func('void *BN_CTX_new()') as () => Pointer
  const toNumber = library.func('void *BN_bin2bn(const uint8_t *octets, int length, void *number)') as (
    octets: Uint8Array,
    length: number,
    number: Pointer,
  ) => Pointer
  const setMontgomery = library.func('int BN_MONT_CTX_set(void *montgomery, void *modulus, void *scratch)') as (
    ...all: Pointer[]
  ) => number
  const power = library.func(
    'int BN_mod_exp_mont(void *result, void *base, void *exponent, void *modulus, void *scratch, void *montgomery)',
  ) as (...all: Pointer[]) => number
  const toOctets = library.func('int BN_bn2binpad(void *number, uint8_t *octets, int length)') as (
    number: Pointer,
    octets: Uint8Array,
    length: number,
  ) => number
  const clearErrors = library.func('void ERR_clear_error()') as () => void

  const allocated = (pointer: Pointer): Pointer => {
    if (!pointer) throw new Error('OpenSSL has no memory')
    return pointer
  }
  const newModulus = (): Modulus => ({
    number: allocated(newNumber()),
    montgomery: allocated(newMontgomery()),
    kept: undefined,
  })
  const scratch = allocated(newScratch())
  const base = allocated(newNumber())
  const result = allocated(newNumber())
  const exponentNumber = allocated(newNumber())
  const encoded = new Uint8Array(sizes.max)
  const transient = newModulus()
  const ring: Modulus[] = []
  let next = 0
  const keptKeys = new WeakMap<RsaPublicKey, Kept>()

  const read = ({ number, montgomery }: Modulus, octets: Uint8Array): boolean =>
    Boolean(toNumber(octets, octets.length, number)) && setMontgomery(montgomery, number, scratch) === 1

  /** Undefined when OpenSSL has no memory. */
  const modulusOf = (key: RsaPublicKey, keep: boolean): Modulus | undefined => {
    if (!keep) return read(transient, key.modulus) ? transient : undefined
    const known = keptKeys.get(key)?.modulus
    if (known) return known
    const modulus = ring[next] ?? newModulus()
    ring[next] = modulus
    next = (next + 1) % keptLimit
    if (modulus.kept) modulus.kept.modulus = undefined
    modulus.kept = undefined
    if (!read(modulus, key.modulus)) return undefined
    const kept: Kept = { modulus }
    modulus.kept = kept
    keptKeys.set(key, kept)
    return modulus
  }

  /** Nearly every key has the same one. */
  let exponentSet: Uint8Array = new Uint8Array(0)
  const setExponent = (exponent: Uint8Array): boolean => {
    if (equal(exponent, exponentSet)) return true
    exponentSet = new Uint8Array(0)
    if (!toNumber(exponent, exponent.length, exponentNumber)) return false
    exponentSet = exponent.slice()
    return true
  }

  return (key, signature, keep) => {
    const { modulus: octets, exponent } = key
    const { length } = octets
    if (length < sizes.min || length > sizes.max || !isOdd(octets) || octets[0] === 0) return undefined
    if (exponent.length > sizes.exponent || !isOdd(exponent) || (exponent.length === 1 && exponent[0] === 1)) {
      return undefined
    }
    if (signature.length !== length || !isBelow(signature, octets)) return false
    const modulus = modulusOf(key, keep)
    if (
      modulus &&
      setExponent(exponent) &&
      toNumber(signature, length, base) &&
      power(result, base, exponentNumber, modulus.number, scratch, modulus.montgomery) === 1 &&
      toOctets(result, encoded, length) === length
    ) {
      return encoded.subarray(0, length)
    }
    // Of this thread, and Node's own TLS would take them for its own.
    clearErrors()
    return undefined
  }
}

const isOdd = (octets: Uint8Array): boolean => ((octets[octets.length - 1] ?? 0) & 1) === 1

/** As numbers; both have the same length. */
function isBelow(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/**
 * Known answers, in views that do not start at the beginning of their memory: 2 to the power of 3 and of 65537, kept and not,
 * with the modulus 2^2047 + 1.
 */
function isRight(operation: RsaPublicOperation): boolean {
  const size = 256
  const memory = new Uint8Array(2 * size + 16)
  const modulus = memory.subarray(8, 8 + size)
  modulus[0] = 0x80
  modulus[size - 1] = 1
  const base = memory.subarray(16 + size)
  base[size - 1] = 2
  // 65537 = 32 · 2047 + 33, and 2^2047 = −1: 2^65537 = 2^33.
  const rows = [
    { exponent: [3], bit: 3 },
    { exponent: [1, 0, 1], bit: 33 },
  ]
  return rows.every(({ exponent, bit }) => {
    const key: RsaPublicKey = {
      type: 'rsa',
      modulus,
      modulusBits: 8 * size,
      exponent: Uint8Array.from(exponent),
      keyBits: memory,
      spki: memory,
    }
    const expected = new Uint8Array(size)
    expected[size - 1 - (bit >> 3)] = 1 << (bit & 7)
    return [false, true, true].every((keep) => {
      const found = operation(key, base, keep)
      return found instanceof Uint8Array && Buffer.from(expected).equals(found)
    })
  })
}
