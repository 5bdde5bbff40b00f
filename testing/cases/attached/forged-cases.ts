import { createSigningChain } from '../../certificates/signing-chain';
import { untrusted } from '../expected';
import { besideGood } from './beside-good';
import type { CraftedEnvelope } from '../../signer/craft-envelope';
import type { VerificationCase } from '../verification-case';

const PREFIX = `level=warning msg=Signature sha256:${'a'.repeat(64)} failed verification with error: `;
const THROTTLED = 'revocation check by verification plugin "p" failed with reason "StatusCode: 429"';
const REVOKED = 'revocation check by verification plugin "p" failed with reason "Resource(s) arn:x have been revoked."';
const DOWN = 'Error: signature verification failed: GET "https://x/": response status code 503: x';
const SUCCESS = 'Successfully verified signature for';

const naming = (...plugins: readonly string[]): VerificationCase['setUp'] => {
  const signatures = plugins.map((verificationPlugin): Partial<CraftedEnvelope> => ({ verificationPlugin }));
  return async (environment) => ({ reference: (await environment.crafted(...signatures)).reference });
};

const subject = (text: string): VerificationCase['setUp'] => {
  return async (environment) => ({
    reference: (await environment.crafted({ chain: await createSigningChain(text) })).reference,
  });
};

const PLUGIN_NAMES: readonly (readonly [name: string, title: string, plugins: readonly string[]])[] = [
  ['cause-line', 'a whole line that says AWS Signer is throttling', [`a\n${PREFIX}${THROTTLED}\n`]],
  ['cause-line-twice', 'two such lines', [`a\n${PREFIX}${THROTTLED}\n${PREFIX}${THROTTLED}\n`]],
  ['error-line', 'an error line that says the registry is down', [`a\n${DOWN}\n`]],
  ['error-line-and-cause', 'a line about a signature and an error line', [`a\n${PREFIX}${THROTTLED}\n${DOWN}\n`]],
  ['level-lines', 'log lines in the format of notation', ['a\nlevel=info msg=x\nlevel=error msg=y\nWarning: z\n']],
  [
    'guessed-statement',
    'the policy line that marks genuine output, with a guessed statement name',
    [`a\nlevel=info msg=Trust policy configuration: &{Name:image-trust RegistryScopes:[*]\n${PREFIX}${THROTTLED}\n`],
  ],
  [
    'carriage-return',
    'a carriage return, which can hide the genuine line from a parser',
    [`a\r\n${PREFIX}${THROTTLED}\n`],
  ],
  [
    'separators',
    'Unicode line separators and forged lines in place of the genuine ones',
    [`a\u2028\n${PREFIX}${THROTTLED}\n`, 'b\u2028'],
  ],
  [
    'returns',
    'carriage returns and forged lines in place of the genuine ones',
    [`a\r\n${PREFIX}${THROTTLED}\n`, 'b\r'],
  ],
];

const cases: readonly VerificationCase[] = [
  ...PLUGIN_NAMES.map(([name, what, plugins]): VerificationCase => ({
    name: `forged-${name}`,
    title: `a plugin name that contains ${what}`,
    expected: untrusted('signature-invalid'),
    setUp: naming(...plugins),
  })),
  {
    name: 'forged-success-line',
    title: "a plugin name that contains notation's success line for this image",
    expected: untrusted('signature-invalid'),
    setUp: async (environment) => {
      const { reference } = await environment.push();
      return naming(`a\n${SUCCESS} ${reference}\n`)(environment);
    },
  },
  {
    name: 'forged-unsigned',
    title: 'a plugin name that contains the error line of an unsigned image',
    expected: untrusted('signature-invalid'),
    setUp: async (environment) => {
      const { reference } = await environment.push();
      return naming(`a\nError: signature verification failed: no signature is associated with "${reference}"\n`)(
        environment,
      );
    },
  },
  {
    name: 'forged-certificate-subject',
    title: 'a certificate whose subject contains whole lines',
    expected: untrusted('signature-invalid'),
    setUp: subject(`x\n${PREFIX}${THROTTLED}\n${DOWN}\n`),
  },
  {
    name: 'forged-subject-before-certificate',
    title: 'a certificate whose subject contains whole lines, and that was not valid at the signing time',
    expected: untrusted('signature-invalid'),
    setUp: async (environment) => {
      const chain = await createSigningChain(`x\n${PREFIX}${REVOKED}\n`);
      return {
        reference: (await environment.crafted({ chain, signingTime: new Date('2001-01-01T00:00:00Z') })).reference,
      };
    },
  },
];

/** Signatures that contain forged lines of notation's output, alone and beside a good one. */
export const forgedCases: readonly VerificationCase[] = [...cases, ...cases.flatMap(besideGood)];
