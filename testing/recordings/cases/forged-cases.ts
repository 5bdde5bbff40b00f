import { createSigningChain } from '../../certificates/signing-chain';
import { image, untrusted } from '../recording';
import type { CraftedEnvelope } from '../../signer/craft-envelope';
import type { RecordedCase } from '../recorded-case';

const PREFIX = `level=warning msg=Signature sha256:${'a'.repeat(64)} failed verification with error: `;
const THROTTLED = 'revocation check by verification plugin "p" failed with reason "StatusCode: 429"';
const REVOKED = 'revocation check by verification plugin "p" failed with reason "Resource(s) arn:x have been revoked."';
const DOWN = 'Error: signature verification failed: GET "https://x/": response status code 503: x';
const SUCCESS = 'Successfully verified signature for';

const naming = (...plugins: readonly string[]): RecordedCase['setUp'] => {
  const signatures = plugins.map((verificationPlugin): Partial<CraftedEnvelope> => ({ verificationPlugin }));
  return async (stage) => ({ reference: (await stage.crafted(...signatures)).reference });
};

const subject = (text: string): RecordedCase['setUp'] => {
  return async (stage) => ({ reference: (await stage.crafted({ chain: await createSigningChain(text) })).reference });
};

const PLUGIN_NAMES: readonly (readonly [name: string, title: string, plugins: readonly string[]])[] = [
  ['cause-line', 'a whole line about an AWS Signer that throttles', [`a\n${PREFIX}${THROTTLED}\n`]],
  ['cause-line-twice', 'two such lines', [`a\n${PREFIX}${THROTTLED}\n${PREFIX}${THROTTLED}\n`]],
  ['error-line', 'a last word of the tool about a registry that is down', [`a\n${DOWN}\n`]],
  ['error-line-and-cause', 'a line about a signature and a last word', [`a\n${PREFIX}${THROTTLED}\n${DOWN}\n`]],
  ['level-lines', 'lines as the tool writes them', ['a\nlevel=info msg=x\nlevel=error msg=y\nWarning: z\n']],
  [
    'guessed-statement',
    'a mark with a guessed name of the statement',
    [`a\nlevel=info msg=Trust policy configuration: &{Name:image-trust RegistryScopes:[*]\n${PREFIX}${THROTTLED}\n`],
  ],
  [
    'carriage-return',
    'a carriage return, which hides the genuine line from a careless reader',
    [`a\r\n${PREFIX}${THROTTLED}\n`],
  ],
  [
    'separators',
    'separators of Unicode and forged lines in place of the genuine ones',
    [`a\u2028\n${PREFIX}${THROTTLED}\n`, 'b\u2028'],
  ],
  [
    'returns',
    'carriage returns and forged lines in place of the genuine ones',
    [`a\r\n${PREFIX}${THROTTLED}\n`, 'b\r'],
  ],
];

/** Signatures whose texts imitate the tool's own lines. */
export const forgedCases: readonly RecordedCase[] = [
  ...PLUGIN_NAMES.map(([name, what, plugins]): RecordedCase => ({
    name: `forged-${name}`,
    title: `a plugin’s name that holds ${what}`,
    expected: image('signature-unreadable'),
    setUp: naming(...plugins),
  })),
  {
    name: 'forged-success-line',
    title: 'a plugin’s name that holds the tool’s line of success for this very image',
    expected: image('signature-unreadable'),
    setUp: async (stage) => {
      const { reference } = await stage.push();
      return naming(`a\n${SUCCESS} ${reference}\n`)(stage);
    },
  },
  {
    name: 'forged-unsigned',
    title: 'a plugin’s name that holds a last word about an unsigned image',
    expected: image('signature-unreadable'),
    setUp: async (stage) => {
      const { reference } = await stage.push();
      return naming(`a\nError: signature verification failed: no signature is associated with "${reference}"\n`)(stage);
    },
  },
  {
    name: 'forged-certificate-subject',
    title: 'a certificate whose subject holds whole lines',
    expected: untrusted('signer-not-trusted'),
    setUp: subject(`x\n${PREFIX}${THROTTLED}\n${DOWN}\n`),
  },
  {
    name: 'forged-subject-before-certificate',
    title: 'a certificate whose subject holds whole lines, and which was not valid at the time of signing',
    expected: untrusted('signer-not-trusted'),
    setUp: async (stage) => {
      const chain = await createSigningChain(`x\n${PREFIX}${REVOKED}\n`);
      return { reference: (await stage.crafted({ chain, signingTime: new Date('2001-01-01T00:00:00Z') })).reference };
    },
  },
];
