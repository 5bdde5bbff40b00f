import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { DeepReadonly } from '../../../contracts/schema/deep-readonly';
import {
  parseTrustDocument,
  serializeTrustDocument,
  toTrustDocument,
} from '../../../contracts/trust-document/trust-document';
import { TrustDocumentRefusal } from '../../../contracts/trust-document/trust-document-refusal';
import { trustDocumentSchema } from '../../../contracts/trust-document/trust-document-schema';
import type { TrustDocument } from '../../../verification/trust-document';
import { aDeployment } from '../../support/deployment/deployment';

type Parsed = z.output<typeof trustDocumentSchema>;

const document = toTrustDocument(aDeployment({ mode: 'enforce', clusters: { payments: { mode: 'audit' } } }));
const stored = serializeTrustDocument(document);

const keyOf = (content: string): string => `trust/${createHash('sha256').update(content).digest('hex')}.json`;

const refusalOf = (content: string, key = keyOf(content)): TrustDocumentRefusal => {
  try {
    parseTrustDocument(Buffer.from(content), key);
  } catch (error) {
    if (error instanceof TrustDocumentRefusal) return error;
    throw error;
  }
  throw new Error('expected a refusal');
};

describe('parseTrustDocument', () => {
  it('returns the stored document', () => {
    const { content, sha256, key } = stored;
    expect(parseTrustDocument(Buffer.from(content), key)).toEqual({ sha256, document });
  });

  const parseContent = (content: string) =>
    parseTrustDocument(Buffer.from(content), `trust/${createHash('sha256').update(content).digest('hex')}.json`);
  const { gate: _, ...withoutGate } = document;
  const version2 = { ...withoutGate, version: 2, responses: { ...document.responses, services: undefined } };

  it('reads version 2, in which services were only reported, as version 3 without a gate', () => {
    expect(parseContent(JSON.stringify(version2)).document).toEqual(document);
  });

  it('reads version 1, in which one good signature was enough, as version 3', () => {
    const before = Object.entries(document.policies).map(([name, { repositories, signers }]) => [
      name,
      { repositories, signers },
    ]);
    const content = JSON.stringify({ ...version2, version: 1, policies: Object.fromEntries(before) });
    expect(parseContent(content).document).toEqual(document);
  });

  it('refuses a document that is nested too deeply, in one sentence', () => {
    const refusal = refusalOf(`{"version":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(refusal.code).toBe('malformed');
    expect(refusal.message).toContain('expected at most 100 levels of nesting in trust/');
  });

  it('refuses bytes that differ from those of the key, even by one byte', () => {
    const { content, key } = stored;
    const changed = content.replace('"enforce"', '"audit"');
    expect(refusalOf(changed, key).code).toBe('hash-mismatch');
    expect(refusalOf(`${content}\n`, key).code).toBe('hash-mismatch');
  });

  it.each(['', 'trust/x.json', `trust/${'0'.repeat(64)}.json`])('refuses any bytes under the key "%s"', (key) => {
    expect(refusalOf(stored.content, key).code).toBe('hash-mismatch');
  });

  it.each([
    ['{"version":4}', 'unknown-version', 'expected version 1, 2 or 3'],
    ['{}', 'unknown-version', 'expected version 1, 2 or 3'],
    ['{"version":1}', 'malformed', 'expected a trust document'],
    ['{"version":1,"policies":[null]}', 'malformed', 'expected a trust document'],
    ['{"version":2}', 'malformed', 'expected a trust document'],
    ['{"version":2,"responses":null}', 'malformed', 'expected a trust document'],
    ['{"version":3}', 'malformed', 'expected a trust document'],
    ['[]', 'unknown-version', 'expected version 1, 2 or 3'],
    ['null', 'malformed', 'expected a JSON object'],
    ['{', 'malformed', 'expected JSON'],
  ])('refuses %s as %s', (content, code, message) => {
    const refusal = refusalOf(content);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(message);
  });

  it('refuses an unknown field, since the field might restrict something', () => {
    const content = JSON.stringify({ ...document, quorum: 2 });
    const { code, cause } = refusalOf(content);
    expect(code).toBe('malformed');
    expect(String(cause)).toContain('quorum: expected a known key (version, deployment');
  });
});

describe('trustDocumentSchema', () => {
  // These two lines do not compile if schema and domain type differ.
  const toDomain = (parsed: Parsed): TrustDocument => parsed;
  const fromDomain = (domain: TrustDocument): DeepReadonly<Parsed> => domain;

  it('has the fields of the domain type, no more and no fewer', () => {
    expect(toDomain(trustDocumentSchema.parse(fromDomain(document)))).toEqual(document);
  });
});
