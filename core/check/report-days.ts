/** How long the server keeps a report that was sent to the helpdesk. */
export const reportDays = 30
