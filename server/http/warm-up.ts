import type { Platform } from '../../core/portal/platforms.ts'
import type { Fetch } from '../serve.ts'

/**
 * Asks for each portal's first page, before anybody does: a process's first page takes a quarter of a second, later ones a
 * few milliseconds.
 */
export async function warmUp(send: Fetch, origins: Readonly<Partial<Record<Platform, string>>>): Promise<void> {
  for (const origin of Object.values(origins)) {
    await send(new Request(`${origin}/`, { headers: { 'Accept-Language': 'zh-TW' } }), {})
  }
}
