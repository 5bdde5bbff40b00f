import { service, trusted, untrusted } from '../expected';
import { LISTED_SIGNATURES_LIMIT } from '../../../verification';
import { MEDIA_TYPES } from '../../registry/descriptor';
import type { CaseEnvironment } from '../case-environment';
import type { CraftedEnvelope } from '../../signer/craft-envelope';
import type { VerificationCase } from '../verification-case';

type Claims = Partial<CraftedEnvelope>;

const BAD: Claims = { signature: 'tampered' };
const OTHER_PLUGIN: Claims = { verificationPlugin: 'no.such.plugin' };
const GOOD: Claims = {};

const many = (count: number, claims: Claims): readonly Claims[] => Array.from({ length: count }, () => claims);

const crafted =
  (...signatures: readonly Claims[]): VerificationCase['setUp'] =>
  async (environment) => ({ reference: (await environment.crafted(...signatures)).reference });

/** AWS Signer refuses the check of the last signature; the others fail before it is called. */
const lastUnchecked =
  (...before: readonly Claims[]): VerificationCase['setUp'] =>
  async (environment: CaseEnvironment) => {
    const { reference } = await environment.crafted(...before, GOOD);
    environment.signerFails({ kind: 'status', status: 403, code: 'AccessDeniedException', message: 'not authorized' });
    return { reference };
  };

/** Images with more than one signature. */
export const severalCases: readonly VerificationCase[] = [
  { name: 'good-after-bad', title: 'a valid signature after a bad one', expected: trusted, setUp: crafted(BAD, GOOD) },
  {
    name: 'good-before-bad',
    title: 'a valid signature before a bad one',
    expected: trusted,
    setUp: crafted(GOOD, BAD),
  },
  {
    name: 'good-after-another-plugin',
    title: 'a valid signature after one that names another plugin',
    expected: trusted,
    setUp: crafted(OTHER_PLUGIN, GOOD),
  },
  {
    name: 'bad-and-of-another-plugin',
    title: 'a bad signature and one that names another plugin',
    expected: untrusted('signature-invalid'),
    setUp: crafted(BAD, OTHER_PLUGIN),
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
    name: 'twenty-one-bad',
    title: 'twenty-one bad signatures',
    expected: untrusted('signature-invalid'),
    setUp: crafted(...many(21, BAD)),
  },
  {
    name: 'twenty-of-another-plugin',
    title: 'twenty signatures that name another plugin',
    expected: untrusted('signature-invalid'),
    setUp: crafted(...many(20, OTHER_PLUGIN)),
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
    expected: trusted,
    setUp: crafted(...many(20, BAD), GOOD),
  },
  {
    name: 'twentieth-unchecked',
    title: 'nineteen bad signatures, and a twentieth that could not be checked',
    expected: service('signer-unavailable'),
    setUp: lastUnchecked(...many(19, BAD)),
  },
  {
    name: 'more-than-listed',
    title: 'more signatures than are listed, none of which exists',
    expected: untrusted('too-many-signatures'),
    setUp: async (environment) => {
      const entries = Array.from({ length: LISTED_SIGNATURES_LIMIT + 1 }, (_, each) => ({
        mediaType: MEDIA_TYPES.manifest,
        digest: `sha256:${String(each).padStart(64, '0')}`,
        size: 3,
      }));
      return { reference: (await environment.listed(...entries)).reference };
    },
  },
  {
    name: 'good-after-two-layers',
    title: 'a valid signature after a manifest with two layers',
    expected: trusted,
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
