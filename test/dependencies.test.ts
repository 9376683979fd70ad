import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** SPDX identifiers: what may be used in the product, its text kept with it, without further conditions. */
const allowedLicences = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'])

/** Licences with conditions of their own, package by package, and why they are met. */
const exceptions: Readonly<Record<string, { readonly licence: string; readonly why: string }>> = {
  '@expo-google-fonts/noto-sans-tc': {
    licence: 'MIT AND OFL-1.1',
    why: 'the font is embedded in printed forms, which OFL-1.1 lets be (its §1 forbids to sell it by itself)',
  },
  pako: { licence: '(MIT AND Zlib)', why: 'Zlib asks only that altered sources are marked; these are not altered' },
}

const koa = 'within koa, which oidc-provider is made with: both are koa’s own and stay on the server'
/** Two majors of one package in the product, and why. */
const twice: Readonly<Record<string, string>> = {
  'content-type': koa,
  depd: koa,
  'http-errors': koa,
  'mime-types': koa,
  statuses: koa,
  tslib: 'pdf-lib asks for the first, @peculiar/x509 for the second; both stay on the server',
}

interface LockRow {
  readonly version: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly link?: boolean
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const { lockfileVersion, packages } = read('package-lock.json') as {
  lockfileVersion: number
  packages: Record<string, LockRow>
}
const manifest = read('package.json') as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const installed = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, row]) => Object.assign({ path, name: nameOf(path) }, row))
const product = installed.filter(({ dev, devOptional }) => !dev && !devOptional)
const namesOf = (those: readonly { readonly name: string }[]) => [...new Set(those.map(({ name }) => name))].toSorted()

describe('the packages of the product', () => {
  it('have a licence that may be used, by the lock file and by the package itself', () => {
    const guilty = product.flatMap(({ path, name, license, version }) => {
      const own = readOwn(path)?.license
      const told = own === undefined || own === license ? license : `${license}, itself ${own}`
      const allowed = license !== undefined && (allowedLicences.has(license) || exceptions[name]?.licence === license)
      return allowed && told === license ? [] : [`${name}@${version}: ${told}`]
    })
    expect(guilty).toEqual([])
  })

  it('that are exceptions are there still', () => {
    expect(Object.keys(exceptions).filter((name) => !product.some((one) => one.name === name))).toEqual([])
    expect(Object.keys(twice).filter((name) => !product.some((one) => one.name === name))).toEqual([])
  })

  it('are there in one major version', () => {
    const majors = new Map<string, Set<string>>()
    for (const { name, version } of product)
      majors.set(name, (majors.get(name) ?? new Set()).add(version.replace(/^(0\.\d+|\d+).*/, '$1')))
    const several = [...majors].flatMap(([name, those]) => (those.size > 1 && !(name in twice) ? [name] : []))
    expect(several).toEqual([])
  })

  it('run nothing when they are installed, but what package.json refuses by name', () => {
    const refused = Object.entries(manifest.allowScripts).flatMap(([name, allowed]) => (allowed ? [] : [name]))
    expect(refused.toSorted()).toEqual(Object.keys(manifest.allowScripts).toSorted())
    expect(namesOf(installed.filter(({ hasInstallScript }) => hasInstallScript))).toEqual(refused.toSorted())
    const own = installed.filter(({ path }) => {
      const scripts = readOwn(path)?.scripts ?? {}
      return ['preinstall', 'install', 'postinstall'].some((name) => name in scripts)
    })
    expect(namesOf(own).filter((name) => !refused.includes(name))).toEqual([])
  })
})

describe('every package', () => {
  it('is of the npm registry, and known by its SHA-512', () => {
    expect(lockfileVersion).toBe(3)
    const guilty = installed.filter(
      ({ resolved, integrity, link }) =>
        link ||
        !/^sha512-[\w+/]{86}==$/.test(integrity ?? '') ||
        (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
    )
    expect(guilty.map(({ path }) => path)).toEqual([])
  })

  it('that is asked for is asked for in one exact version, which is the one in the lock file', () => {
    const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    const wrong = asked.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)
    expect(wrong).toEqual([])
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })
})

/** What the installed package says of itself; undefined for one that is for another machine. */
function readOwn(path: string): { readonly license?: string; readonly scripts?: object } | undefined {
  try {
    return read(`${path}/package.json`) as { license?: string; scripts?: object }
  } catch {
    return undefined
  }
}
