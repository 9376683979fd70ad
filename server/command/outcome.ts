/** What was asked for is refused, or the operator declined: exit code 1. The message is for the operator. */
export class Refusal extends Error {}

/** The command was not written as its usage says: exit code 2. */
export class WrongUsage extends Error {}

/** What was to be checked is not in order: exit code 3. The message says what. */
export class NotInOrder extends Error {}
