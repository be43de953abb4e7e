/** What a statistics package sees of an SPSS system file. */
export interface ReadSav {
  title: string;
  made: string;
  weightIndex: number;
  encoding: string;
  variables: ReadVariable[];
  rows: Record<string, number | string | undefined>[];
}

interface ReadVariable {
  name: string;
  width: number;
  format: number;
  label: string;
  measure: number;
  values: [number | string, string][];
  missing?: [number, number];
}

/** Reads a little-endian, byte-code compressed system file by the letter of its description, and trusts no order. */
export function readSav(file: Buffer): ReadSav {
  let at = 0;
  const bytes = (size: number): Buffer => {
    if (at + size > file.length) throw new RangeError('the file ends too early');
    at += size;
    return file.subarray(at - size, at);
  };
  const int = (): number => bytes(4).readInt32LE();
  const double = (): number => bytes(8).readDoubleLE();
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const text = (size: number): string => utf8.decode(bytes(size)).trimEnd();

  if (text(4) !== '$FL2') throw new Error('no system file');
  bytes(60);
  const [layout, segmentCount, compression, weightIndex = 0, cases = 0] = [int(), int(), int(), int(), int()];
  if (layout !== 2 || compression !== 1) throw new Error('another layout or compression');
  const bias = double();
  const made = text(17);
  const title = text(64);
  bytes(3);

  /** A place for each stretch of eight bytes of a case; the later ones of a long text are `undefined`. */
  const places: (ReadVariable | undefined)[] = [];
  const shortNames = new Map<string, ReadVariable>();
  let encoding = '';
  let labels: [Buffer, string][] = [];
  const readVariable = (): void => {
    const [width = 0, labelled, missing = 0, format = 0] = [int(), int(), int(), int(), int()];
    const name = text(8);
    if (width === -1) return void places.push(undefined);
    const size = labelled ? int() : 0;
    const label = text(size);
    bytes((4 - (size % 4)) % 4);
    const variable: ReadVariable = { name, width, format, label, measure: 0, values: [] };
    if (missing === -2) variable.missing = [double(), double()];
    else if (missing !== 0) throw new Error('other missing values than a range');
    places.push(variable);
    shortNames.set(name, variable);
  };
  const readLabels = (): void => {
    labels = Array.from({ length: int() }, () => {
      const value = bytes(8);
      const size = bytes(1)[0] ?? 0;
      const label = text(size);
      bytes((8 - ((size + 1) % 8)) % 8);
      return [value, label];
    });
  };
  const readExtension = (): void => {
    const [subtype, size = 0, count = 0] = [int(), int(), int()];
    const end = at + size * count;
    const variables = places.filter((place) => place !== undefined);
    if (subtype === 3) {
      bytes(28);
      if (int() !== 65001) throw new Error('another code page than UTF-8');
    } else if (subtype === 11)
      for (const variable of variables) {
        variable.measure = int();
        bytes(8);
      }
    else if (subtype === 13)
      for (const pair of text(size * count).split('\t')) {
        const [short = '', long = ''] = pair.split('=');
        (shortNames.get(short) as ReadVariable).name = long;
      }
    else if (subtype === 20) encoding = text(size * count);
    else if (subtype === 21)
      while (at < end) {
        const long = text(int());
        const variable = variables.find(({ name }) => name === long) as ReadVariable;
        if (int() !== variable.width) throw new Error('another width');
        variable.values = Array.from({ length: int() }, () => [text(int()), text(int())]);
      }
    if (subtype !== 4 && at !== end) throw new Error(`a rest in record 7.${subtype}`);
    at = end;
  };
  for (let type = int(); type !== 999; type = int()) {
    if (type === 2) readVariable();
    else if (type === 3) readLabels();
    else if (type === 4)
      for (let left = int(); left > 0; left -= 1) {
        const variable = places[int() - 1] as ReadVariable;
        variable.values = labels.map(([value, label]) => [value.readDoubleLE(), label]);
      }
    else if (type === 7) readExtension();
    else throw new Error(`a record of type ${type}`);
  }
  int();
  if (places.length !== segmentCount) throw new Error('another size of a case');

  let codes: number[] = [];
  const element = (): Buffer | number | undefined => {
    if (codes.length === 0) codes = [...bytes(8)];
    const code = codes.shift() ?? 0;
    if (code === 0 || code === 252) throw new Error('the cases end too early');
    return code === 253 ? bytes(8) : code === 254 ? Buffer.alloc(8, ' ') : code === 255 ? undefined : code - bias;
  };
  const rows = Array.from({ length: cases }, () => {
    const row: Record<string, number | string | undefined> = {};
    for (let place = 0; place < places.length; ) {
      const variable = places[place] as ReadVariable;
      const size = Math.max(1, Math.ceil(variable.width / 8));
      const parts = Array.from({ length: size }, element);
      place += size;
      const [first] = parts;
      row[variable.name] =
        variable.width > 0
          ? utf8.decode(Buffer.concat(parts as Buffer[])).trimEnd()
          : typeof first === 'object'
            ? first.readDoubleLE()
            : first;
    }
    return row;
  });
  if (at !== file.length || codes.some((code) => code !== 0)) throw new Error('something follows the last case');
  return { title, made, weightIndex, encoding, variables: places.filter((place) => place !== undefined), rows };
}
