/** What the address of a record has at its end where its author comes from saving it for the first time. */
export const justCreated = '&saved=first'

/** Whether it is to be said that it was saved: the page of a new record, which would say it, is gone by then. */
export const wasJustCreated = (query: string): boolean => query.endsWith(justCreated)
