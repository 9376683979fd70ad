import koffi from 'koffi'

/** GetSystemMetrics: "nonzero if the calling process is associated with a Terminal Services client session" (winuser.h). */
const SM_REMOTESESSION = 0x1000

/** What remote desktop servers on Linux set for the programs of their sessions (xrdp, Chrome Remote Desktop). */
const remoteVariables = ['XRDP_SESSION', 'CHROME_REMOTE_DESKTOP_SESSION'] as const

/** Whether this program runs in a session that a person sees on another computer; undefined where the system does not tell. */
export function isRemoteSession(
  system: string,
  variables: Readonly<Record<string, string | undefined>>,
): boolean | undefined {
  if (system === 'linux') return remoteVariables.some((name) => variables[name] !== undefined)
  if (system !== 'win32') return undefined
  const getSystemMetrics = koffi.load('user32.dll').func('int __stdcall GetSystemMetrics(int nIndex)')
  return getSystemMetrics(SM_REMOTESESSION) !== 0
}
