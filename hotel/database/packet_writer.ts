/** A value of a statement's parameter: text, or bytes in PostgreSQL's binary form of the type. */
export type ParameterValue = string | number | Buffer | null;

const FIRST_BYTES = 16 * 1024;
const TEXT_FORMAT = 0;
const BINARY_FORMAT = 1;
const NULL_LENGTH = -1;
/** A UTF-16 unit becomes three bytes of UTF-8 at most. */
const MOST_BYTES_PER_UNIT = 3;

/**
 * Writes messages of PostgreSQL's extended query protocol behind one another, to be sent as one packet. Each is a letter,
 * its length and its fields, see https://www.postgresql.org/docs/current/protocol-message-formats.html.
 */
export class PacketWriter {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  /** Parse: gives the text of a statement its name. */
  parse(name: string, text: string): void {
    const start = this.#begin("P");
    this.#zeroEnded(name);
    this.#zeroEnded(text);
    this.#int16(0);
    this.#end(start);
  }

  /** Bind to the unnamed portal; rows come as text. */
  bind(name: string, values: readonly ParameterValue[]): void {
    const start = this.#begin("B");
    this.#zeroEnded("");
    this.#zeroEnded(name);
    this.#int16(values.length);
    for (const value of values) this.#int16(Buffer.isBuffer(value) ? BINARY_FORMAT : TEXT_FORMAT);
    this.#int16(values.length);
    for (const value of values) this.#value(value);
    this.#int16(0);
    this.#end(start);
  }

  /** Describe the unnamed portal: its rows are announced with names and types. */
  describe(): void {
    const start = this.#begin("D");
    this.#zeroEnded("P");
    this.#end(start);
  }

  /** Execute the unnamed portal, all rows. */
  execute(): void {
    const start = this.#begin("E");
    this.#zeroEnded("");
    this.#int32(0);
    this.#end(start);
  }

  /** Sync: the server answers what it has not answered yet; after an error it goes on from here. */
  sync(): void {
    this.#end(this.#begin("S"));
  }

  /** Forgets what was written. */
  clear(): void {
    this.#length = 0;
  }

  /** All that was written, as bytes of their own. */
  bytes(): Buffer {
    const packet = Buffer.allocUnsafe(this.#length);
    this.#bytes.copy(packet, 0, 0, this.#length);
    return packet;
  }

  #begin(letter: string): number {
    this.#room(5);
    this.#bytes[this.#length] = letter.charCodeAt(0);
    this.#length += 5;
    return this.#length - 4;
  }

  // The length counts itself but not the letter.
  #end(start: number): void {
    this.#bytes.writeInt32BE(this.#length - start, start);
  }

  #value(value: ParameterValue): void {
    if (value === null) return this.#int32(NULL_LENGTH);
    if (Buffer.isBuffer(value)) return this.#binary(value);
    const start = this.#length;
    this.#int32(0);
    this.#text(String(value));
    this.#bytes.writeInt32BE(this.#length - start - 4, start);
  }

  #binary(value: Buffer): void {
    this.#int32(value.length);
    this.#room(value.length);
    this.#length += value.copy(this.#bytes, this.#length);
  }

  #zeroEnded(text: string): void {
    this.#text(text);
    this.#room(1);
    this.#bytes[this.#length] = 0;
    this.#length += 1;
  }

  #text(text: string): void {
    this.#room(text.length * MOST_BYTES_PER_UNIT);
    this.#length += this.#bytes.write(text, this.#length, "utf8");
  }

  #int16(value: number): void {
    this.#room(2);
    this.#length = this.#bytes.writeInt16BE(value, this.#length);
  }

  #int32(value: number): void {
    this.#room(4);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }

  #room(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
