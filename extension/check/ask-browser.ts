import type { CheckId } from '../../core/check/check-rows.ts'
import type { CheckState } from '../../core/protocol/check.ts'

/**
 * What the browser must be asked for to fix the rows, all in one question. It is only answered in a click's own turn, so
 * this waits for nothing.
 */
export function permissionsFor(rows: readonly CheckId[], { asks }: CheckState): chrome.permissions.Permissions {
  const wanted = rows.flatMap((id) => asks[id] ?? [])
  const permissions = [...new Set(wanted.flatMap((it) => it.permissions ?? []))]
  const origins = [...new Set(wanted.flatMap((it) => it.origins ?? []))]
  return { permissions: permissions as chrome.runtime.ManifestPermission[], origins }
}
