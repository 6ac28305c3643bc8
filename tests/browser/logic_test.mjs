// node logic_test.mjs MODULES: the logic of the pages without a browser, bundled by esbuild from MODULES.

await import("./logic/administration.mjs");
await import("./logic/phone_link.mjs");
await import("./logic/phone_keys.mjs");
await import("./logic/phone_words.mjs");
await import("./logic/phone_fit.mjs");
await import("./logic/phone_pushes.mjs");
