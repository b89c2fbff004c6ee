// Puts a browser's modules together: `node bundle.mjs HOME` in the folder of the modules, with {entry, groups, out} as
// JSON on its input, where `groups` says of a file in which one it shall be; prints {old file: the file that holds it}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const home = createRequire(`${process.argv[2]}/package.json`);
process.on("uncaughtException", (error) => {
  process.stderr.write(error.message);
  process.exit(1);
});
const { rolldown } = await import(pathToFileURL(home.resolve("rolldown")));
const { entry, groups, out } = JSON.parse(readFileSync(0, "utf8"));

const bundle = await rolldown({
  input: resolve(entry),
  treeshake: false,
  preserveEntrySignatures: false,
  // A module that one file imports at once and another when needed is at once: so it was before.
  checks: { ineffectiveDynamicImport: false },
});
const named = ({ name }) => `${name.split(".")[0]}.[hash].js`;
const { output } = await bundle.write({
  dir: out,
  format: "es",
  // Names and code stay as their authors' tools left them; only the blanks are taken out again.
  minify: { compress: false, mangle: false, codegen: true },
  entryFileNames: named,
  chunkFileNames: named,
  codeSplitting: {
    groups: [...new Set(Object.values(groups))].map((name, place, { length }) => ({
      name,
      priority: length - place,
      test: (id) => groups[basename(id)] === name,
    })),
  },
});
const moved = {};
for (const file of output)
  for (const id of file.moduleIds ?? []) if (!id.startsWith("\0")) moved[basename(id)] = file.fileName;
process.stdout.write(JSON.stringify(moved));
