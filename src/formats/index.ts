// The part of the module that runs in browsers. `read-and-write-files.ts` reads and writes files and requires Node.

export type { FileRecord } from './file-checksum.ts';
export { decodeProgress, encodeProgress, type ProgressFile } from './progress-file.ts';
export { encodeSafetensors, type SafeTensor } from './safetensors.ts';
export { decodeSafetensors, type SafetensorsFile } from './safetensors-decode.ts';
export {
  decodeTicket,
  decodeTicketFile,
  encodeTicket,
  type TicketFile,
  type TicketFileOptions,
} from './ticket-file.ts';
