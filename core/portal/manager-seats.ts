/** How many 機構管理者 an institution may have. */
export const managerSeats = 10
