// Prints what `fixture_report` of a wasm module gives.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]));
const { fixture_report, memory } = instance.exports;
const from = fixture_report();
const bytes = new Uint8Array(memory.buffer, from);
console.log(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
