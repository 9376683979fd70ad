export interface RevocationListsTable {
  url: string
  der: Buffer
  this_update: Date
  fetched_at: Date
}
