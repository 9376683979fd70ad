import type { SmartCardContext, SmartCardReaderStateIn } from '../../core/smartcard/context.ts'

/** Resolves once the service says that this is in the reader. */
export async function noticed(
  context: SmartCardContext,
  readerName: string,
  wanted: 'present' | 'empty',
  signal: AbortSignal,
): Promise<void> {
  let currentState: SmartCardReaderStateIn['currentState'] = {}
  for (;;) {
    const [state] = await context.getStatusChange([{ readerName, currentState }], { signal })
    if (!state || state.eventState[wanted]) return
    currentState = { ...state.eventState, changed: false }
  }
}
