import { image, service, trusted, untrusted } from '../recording';
import type { CaseEnvironment } from '../case-environment';
import type { CraftedEnvelope } from '../../signer/craft-envelope';
import type { RecordedCase } from '../recorded-case';

type Claims = Partial<CraftedEnvelope>;

const BAD: Claims = { signature: 'tampered' };
const UNREADABLE: Claims = { verificationPlugin: 'no.such.plugin' };
const GOOD: Claims = {};

const many = (count: number, claims: Claims): readonly Claims[] => Array.from({ length: count }, () => claims);

const crafted =
  (...signatures: readonly Claims[]): RecordedCase['setUp'] =>
  async (environment) => ({ reference: (await environment.crafted(...signatures)).reference });

/** AWS Signer refuses the check of the last signature; the others fail before it is called. */
const lastUnchecked =
  (...before: readonly Claims[]): RecordedCase['setUp'] =>
  async (environment: CaseEnvironment) => {
    const { reference } = await environment.crafted(...before, GOOD);
    environment.signerFails({ kind: 'status', status: 403, code: 'AccessDeniedException', message: 'not authorized' });
    return { reference };
  };

/** Images with more than one signature. */
export const severalCases: readonly RecordedCase[] = [
  { name: 'good-behind-bad', title: 'a valid signature after a bad one', expected: trusted, setUp: crafted(BAD, GOOD) },
  {
    name: 'good-before-bad',
    title: 'a valid signature before a bad one',
    expected: trusted,
    setUp: crafted(GOOD, BAD),
  },
  {
    name: 'good-behind-unreadable',
    title: 'a valid signature after one that names another plugin',
    expected: trusted,
    setUp: crafted(UNREADABLE, GOOD),
  },
  {
    name: 'bad-and-unreadable',
    title: 'a bad signature and one that names another plugin',
    expected: image('signature-unreadable'),
    setUp: crafted(BAD, UNREADABLE),
  },
  {
    name: 'two-bad',
    title: 'a tampered signature and one by another profile',
    expected: untrusted('signer-not-trusted'),
    setUp: async (environment) => {
      await environment.crafted(BAD);
      return { reference: (await environment.signed(environment.stranger())).reference };
    },
  },
  {
    name: 'nineteen-bad',
    title: 'nineteen bad signatures',
    expected: untrusted('signature-invalid'),
    setUp: crafted(...many(19, BAD)),
  },
  {
    name: 'twenty-bad',
    title: 'exactly twenty bad signatures',
    expected: untrusted('too-many-signatures'),
    setUp: crafted(...many(20, BAD)),
  },
  {
    name: 'twenty-one-bad',
    title: 'twenty-one bad signatures',
    expected: untrusted('too-many-signatures'),
    setUp: crafted(...many(21, BAD)),
  },
  {
    name: 'twenty-unreadable',
    title: 'twenty signatures that name another plugin',
    expected: untrusted('too-many-signatures'),
    setUp: crafted(...many(20, UNREADABLE)),
  },
  {
    name: 'good-as-twentieth',
    title: 'a valid signature after nineteen bad ones',
    expected: trusted,
    setUp: crafted(...many(19, BAD), GOOD),
  },
  {
    name: 'good-as-twenty-first',
    title: 'a valid signature after twenty bad ones',
    expected: untrusted('too-many-signatures'),
    setUp: crafted(...many(20, BAD), GOOD),
  },
  {
    name: 'twentieth-unchecked',
    title: 'nineteen bad signatures, and a twentieth that could not be checked',
    expected: service('signer-unavailable'),
    setUp: lastUnchecked(...many(19, BAD)),
  },
  {
    name: 'only-one-looked-at-unchecked',
    title: 'the only signature that may be processed could not be checked',
    expected: service('signer-unavailable'),
    setUp: async (environment) => ({ ...(await lastUnchecked()(environment)), maxSignatures: 1 }),
  },
  {
    name: 'only-one-looked-at-bad',
    title: 'the only signature that may be processed is bad',
    expected: untrusted('too-many-signatures'),
    setUp: async (environment) => ({ ...(await crafted(BAD, GOOD)(environment)), maxSignatures: 1 }),
  },
  {
    name: 'good-behind-two-layers',
    title: 'a valid signature after a manifest with two layers, which ends the processing',
    expected: image('signature-unreadable'),
    setUp: async (environment) => {
      await environment.handmade({ layers: [await environment.layer(), await environment.layer()] });
      return { reference: (await environment.signed()).reference };
    },
  },
  {
    name: 'good-before-two-layers',
    title: 'a valid signature before a manifest with two layers',
    expected: trusted,
    setUp: async (environment) => {
      const { reference } = await environment.signed();
      await environment.handmade({ layers: [await environment.layer(), await environment.layer()] });
      return { reference };
    },
  },
];
