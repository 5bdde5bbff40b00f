/** The fields of a JSON object, to be changed in place. */
export type Fields = Record<string, unknown>;

/** Changes fields in place. */
export type Mutation = (fields: Fields) => void;

const parse = (bytes: Uint8Array): Fields => JSON.parse(Buffer.from(bytes).toString()) as Fields;

/** A copy of some JSON with changed fields. */
export const mutated = (bytes: Uint8Array, mutate: Mutation): Buffer => {
  const fields = parse(bytes);
  mutate(fields);
  return Buffer.from(JSON.stringify(fields));
};

/** A copy of an envelope with changed fields in its protected header or its payload. */
export const withPart = (envelope: Uint8Array, part: 'protected' | 'payload', mutate: Mutation): Buffer =>
  mutated(envelope, (fields) => {
    const decoded = Buffer.from(String(fields[part]), 'base64url');
    fields[part] = mutated(decoded, mutate).toString('base64url');
  });

/** Sets a field. */
export const setting =
  (key: string, value: unknown): Mutation =>
  (fields) => {
    fields[key] = value;
  };

/** Removes a field. */
export const removing =
  (key: string): Mutation =>
  (fields) => {
    Reflect.deleteProperty(fields, key);
  };

/** Changes the list of critical keys. */
export const critical =
  (change: (keys: readonly string[]) => unknown): Mutation =>
  (fields) => {
    fields['crit'] = change(fields['crit'] as string[]);
  };

/** Changes the certificate chain. */
export const chain =
  (change: (certificates: readonly string[]) => unknown): Mutation =>
  (fields) => {
    const header = fields['header'] as Fields;
    header['x5c'] = change(header['x5c'] as string[]);
  };

/** Sets a field of the unprotected header. */
export const unprotected =
  (key: string, value: unknown): Mutation =>
  (fields) => {
    (fields['header'] as Fields)[key] = value;
  };
