// PouchDB replicating records between two databases of its memory adapter: `node pouch.mjs VISITS.jsonl`, in a folder
// with node_modules. The replication is timed, in processor time; filling the first database is not in it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const PouchDB = require("pouchdb").plugin(require("pouchdb-adapter-memory"));
const docs = readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => {
  const { id, ...rest } = JSON.parse(line);
  return { _id: id, ...rest };
});
const one = new PouchDB("one", { adapter: "memory" });
const other = new PouchDB("other", { adapter: "memory" });
for (let at = 0; at < docs.length; at += 1000) await one.bulkDocs(docs.slice(at, at + 1000));
const began = process.cpuUsage();
const done = await one.replicate.to(other, { batch_size: 1000 });
const { user, system } = process.cpuUsage(began);
if (!done.ok || (await other.info()).doc_count !== docs.length) throw new Error("not all records arrived");
console.log(JSON.stringify({ rows: docs.length, seconds: (user + system) / 1e6 }));
process.exit(0);
