// node chromium_test.mjs PROGRAM MODULES: the pages of a running phone, used as people use them, in Debian's
// Chromium. One browser for all tests, a phone for each file of chromium/.
//
// HANDSET_PICTURES=DIR also writes a picture of each tab there, for the user guide. HANDSET_CHROMIUM names
// another Chromium than Debian's.

await import("./chromium/procedure.mjs");
await import("./chromium/values.mjs");
await import("./chromium/rights.mjs");
await import("./chromium/two_people.mjs");
await import("./chromium/history.mjs");
await import("./chromium/finding.mjs");
await import("./chromium/windows.mjs");
await import("./chromium/accessibility.mjs");
if (process.env.HANDSET_PICTURES) await import("./chromium/pictures.mjs");
