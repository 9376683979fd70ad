/** Called while the person is busy with card and PIN, so that the pages are there at once afterwards. */
export async function preloadLaterPages(): Promise<void> {
  try {
    const { fetchLaterPages } = await import('./later-pages.ts')
    fetchLaterPages()
  } catch {
    // what did not come is fetched, and missed, by the page that needs it
  }
}
