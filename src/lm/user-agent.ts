/** The version of the package, as `package.json` has it; a test compares them. */
const VERSION = '0.1.0';

/** What servers see as the caller, unless the user sets a header of that name. */
export const USER_AGENT = `dspex/${VERSION}`;
