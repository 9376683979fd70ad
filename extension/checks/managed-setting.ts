/** An administrator's policy holds the setting: nothing was changed. */
export class ManagedSetting extends Error {}
