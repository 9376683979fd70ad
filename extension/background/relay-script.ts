/** The relay as it stands in the built manifest: its file's name is known after the build only. */
export function relayFiles(): string[] {
  return [...new Set(chrome.runtime.getManifest().content_scripts?.flatMap((script) => script.js ?? []))]
}
