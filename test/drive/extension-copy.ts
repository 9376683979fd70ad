import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface CopiedManifest {
  permissions: string[]
  optional_permissions?: string[]
  host_permissions: string[]
  optional_host_permissions: string[]
}

export interface ExtensionCopy {
  readonly path: string
  remove(): void
}

/** A copy of a built extension with a changed manifest: headless Chromium leaves its questions pending for ever. */
export function copyExtension(built: string, change: (manifest: CopiedManifest) => void): ExtensionCopy {
  const path = mkdtempSync(join(tmpdir(), 'nhi-portal-extension-'))
  cpSync(built, path, { recursive: true })
  const file = join(path, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as CopiedManifest
  change(manifest)
  writeFileSync(file, JSON.stringify(manifest))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** What the extension may ask for is granted from the start. */
export function grantAll(manifest: CopiedManifest): void {
  manifest.permissions.push(...(manifest.optional_permissions ?? []))
  delete manifest.optional_permissions
}
