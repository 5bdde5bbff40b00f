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
  async (stage) => ({ reference: (await stage.crafted(...signatures)).reference });

/** The last of these signatures meets an AWS Signer that refuses; the others do not get that far. */
const lastUnchecked =
  (...before: readonly Claims[]): RecordedCase['setUp'] =>
  async (stage: CaseEnvironment) => {
    const { reference } = await stage.crafted(...before, GOOD);
    stage.signerFails({ kind: 'status', status: 403, code: 'AccessDeniedException', message: 'not authorized' });
    return { reference };
  };

/** Images with more than one signature. */
export const severalCases: readonly RecordedCase[] = [
  { name: 'good-behind-bad', title: 'a good signature behind a bad one', expected: trusted, setUp: crafted(BAD, GOOD) },
  {
    name: 'good-before-bad',
    title: 'a good signature before a bad one',
    expected: trusted,
    setUp: crafted(GOOD, BAD),
  },
  {
    name: 'good-behind-unreadable',
    title: 'a good signature behind one that names another plugin',
    expected: trusted,
    setUp: crafted(UNREADABLE, GOOD),
  },
  {
    name: 'bad-and-unreadable',
    title: 'a bad signature beside one that names another plugin',
    expected: image('signature-unreadable'),
    setUp: crafted(BAD, UNREADABLE),
  },
  {
    name: 'two-bad',
    title: 'a tampered signature and one by another profile',
    expected: untrusted('signer-not-trusted'),
    setUp: async (stage) => {
      await stage.crafted(BAD);
      return { reference: (await stage.signed(stage.stranger())).reference };
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
    title: 'a good signature behind nineteen bad ones',
    expected: trusted,
    setUp: crafted(...many(19, BAD), GOOD),
  },
  {
    name: 'good-as-twenty-first',
    title: 'a good signature behind twenty bad ones',
    expected: untrusted('too-many-signatures'),
    setUp: crafted(...many(20, BAD), GOOD),
  },
  {
    name: 'twentieth-unchecked',
    title: 'nineteen bad signatures and a twentieth that could not be checked',
    expected: service('signer-unavailable'),
    setUp: lastUnchecked(...many(19, BAD)),
  },
  {
    name: 'only-one-looked-at-unchecked',
    title: 'the only signature that is looked at could not be checked',
    expected: service('signer-unavailable'),
    setUp: async (stage) => ({ ...(await lastUnchecked()(stage)), maxSignatures: 1 }),
  },
  {
    name: 'only-one-looked-at-bad',
    title: 'the only signature that is looked at is bad',
    expected: untrusted('too-many-signatures'),
    setUp: async (stage) => ({ ...(await crafted(BAD, GOOD)(stage)), maxSignatures: 1 }),
  },
  {
    name: 'good-behind-two-layers',
    title: 'a good signature behind a manifest with two layers, which ends the list',
    expected: image('signature-unreadable'),
    setUp: async (stage) => {
      await stage.handmade({ layers: [await stage.layer(), await stage.layer()] });
      return { reference: (await stage.signed()).reference };
    },
  },
  {
    name: 'good-before-two-layers',
    title: 'a good signature before a manifest with two layers',
    expected: trusted,
    setUp: async (stage) => {
      const { reference } = await stage.signed();
      await stage.handmade({ layers: [await stage.layer(), await stage.layer()] });
      return { reference };
    },
  },
];
