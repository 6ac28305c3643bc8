// node chromium_test.mjs PROGRAM MODULES [NAME...]: the pages of a running phone, used as people use them, in Debian's
// Chromium. One browser for all tests, a phone for each file of chromium/; with names, those files alone.
//
// HANDSET_PICTURES=DIR also writes pictures for the user guide, to DIR/admin, DIR/phone and DIR/xml. HANDSET_CHROMIUM
// names another Chromium than Debian's.

const files = ["procedure", "values", "rights", "two_people", "history", "finding", "windows", "accessibility", "phone_use",
  "phone_link", "phone_drawer", "phone_consoles", "phone_accessibility", "gallery", "lab_pages"];
if (process.env.HANDSET_PICTURES) files.push("pictures", "phone_pictures", "xml_pictures");
const names = process.argv.slice(4);
for (const file of names.length > 0 ? names : files) await import(`./chromium/${file}.mjs`);
