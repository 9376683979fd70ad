import { type ParsedPolicy, parseManagedPolicy } from '../../core/protocol/managed-policy.ts'

/** The administrator's policy as it is now; empty in a browser that has no managed storage. */
export async function readManagedPolicy(): Promise<ParsedPolicy> {
  const stored = await chrome.storage.managed.get(null).catch(() => ({}))
  return parseManagedPolicy(stored)
}
