import * as z from 'zod';
import { renderSarif } from '../../../../../cli/commands/verify/reports/sarif';
import { IMAGE_REASONS, SERVICE_REASONS, UNTRUSTED_CATALOGUE, UNTRUSTED_REASONS } from '../../../../../verification';
import { aContainer, anUnprovable, anUntrusted, ECR } from '../../../../support/domain/domain';
import { aReport, aSubject, HOSTILE } from './a-report';

const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);

// The part of SARIF 2.1.0 that is used: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
const SHAPE = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          rules: z.array(
            z.strictObject({
              id: z.string().min(1),
              name: z.string().regex(/^[A-Z][A-Za-z]+$/),
              shortDescription: message,
              fullDescription: message,
              help: message.extend({ markdown: z.string().min(1) }),
              defaultConfiguration: z.strictObject({ level }),
            }),
          ),
        }),
      }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.strictObject({ level, message })),
        }),
      ]),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level,
          message,
          locations: z.tuple([
            z.strictObject({
              // GitHub refuses a file with a result that has none: "locationFromSarifResult: expected at least one location".
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({ uri: z.string().regex(/^[!#-;=?-[\]_a-z~%]+$/) }),
              }),
              logicalLocations: z.tuple([z.strictObject({ name: z.string(), fullyQualifiedName: z.string() })]),
            }),
          ]),
        }),
      ),
    }),
  ]),
});

const sarif = (report: Parameters<typeof aReport>[0] = {}) =>
  SHAPE.parse(JSON.parse(renderSarif(aReport(report)))).runs[0];

const WEB = `${ECR}/shop/web:1`;
const WEB_URI = `${ECR}/shop/web%3A1`;

describe('renderSarif', () => {
  it('has a rule for each reason of the catalogue, with its texts', () => {
    const { rules } = sarif().tool.driver;
    expect(rules.map(({ id }) => id).sort()).toEqual(
      [...UNTRUSTED_REASONS, ...SERVICE_REASONS, ...IMAGE_REASONS].sort(),
    );
    const { name, meaning, remediation } = UNTRUSTED_CATALOGUE['no-policy'];
    expect(rules.find(({ id }) => id === 'no-policy')).toEqual({
      id: 'no-policy',
      name: 'NoPolicy',
      shortDescription: { text: `${name}.` },
      fullDescription: { text: `${meaning}.` },
      help: { text: `${remediation}.`, markdown: `${remediation}.` },
      defaultConfiguration: { level: 'error' },
    });
    const texts = rules.flatMap(({ help, shortDescription, fullDescription }) => [
      help,
      shortDescription,
      fullDescription,
    ]);
    expect(texts.filter(({ text }) => text.includes('`'))).toEqual([]);
  });

  it('has a result for each image that is untrusted or inconclusive, and no other', () => {
    const exempt = { kind: 'exempt' as const, rule: 'legacy', detail: '' };
    const verified = [
      aSubject(),
      aSubject({ verdict: exempt }),
      aSubject({ verdict: anUntrusted('revoked', 'job 1'), source: 'a b/td.json: web', file: 'a b/td.json' }),
      aSubject({ verdict: anUnprovable(), source: 'running in pay', running: 2 }),
      aSubject({ verdict: anUnprovable(), source: '/a/compose.yaml: services.web', file: '/a/compose.yaml' }),
      aSubject({ verdict: anUntrusted('unsigned', '') }),
    ];
    const { results, tool, invocations } = sarif({ verified });
    expect(results.map(({ ruleId, level: each, locations }) => [ruleId, each, locations[0]])).toEqual([
      [
        'revoked',
        'error',
        {
          physicalLocation: { artifactLocation: { uri: 'a%20b/td.json' } },
          logicalLocations: [{ name: WEB, fullyQualifiedName: 'a b/td.json: web' }],
        },
      ],
      [
        'image-not-found',
        'warning',
        {
          physicalLocation: { artifactLocation: { uri: WEB_URI } },
          logicalLocations: [{ name: WEB, fullyQualifiedName: 'running in pay: 2 containers' }],
        },
      ],
      [
        'image-not-found',
        'warning',
        {
          physicalLocation: { artifactLocation: { uri: 'file:///a/compose.yaml' } },
          logicalLocations: [{ name: WEB, fullyQualifiedName: '/a/compose.yaml: services.web' }],
        },
      ],
      [
        'unsigned',
        'error',
        {
          physicalLocation: { artifactLocation: { uri: WEB_URI } },
          logicalLocations: [{ name: WEB, fullyQualifiedName: WEB }],
        },
      ],
    ]);
    const { meaning, remediation } = UNTRUSTED_CATALOGUE.revoked;
    expect(results[0]?.message.text).toBe(`${WEB}: ${meaning}. ${remediation}.\njob 1`);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(invocations[0]).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  it.each([
    ['nginx:1', 'nginx%3A1'],
    ['http://x/y', 'http%3A/_/x/y'],
    ['/../a/.', '_/_/a/_'],
    ['..', '_'],
    ['A B?#', 'A%20B%3F%23'],
    [HOSTILE, expect.stringMatching(/^[\w%.!~*'()/-]+$/)],
  ])('gives an image that no file names a path of its own, without scheme or parent: %j', (image, uri) => {
    const container = aContainer({ image, imageDigest: null });
    const [result] = sarif({ verified: [aSubject({ container, verdict: anUntrusted('no-policy', '') })] }).results;
    expect(result?.locations[0].physicalLocation.artifactLocation.uri).toEqual(uri);
  });

  it('notes what names no image, and why there are no verdicts', () => {
    const withoutImage = [{ source: 'compose.yaml: services.web', file: 'compose.yaml', reason: 'no image' }];
    expect(sarif({ verified: [], withoutImage, failure: 'no notation' }).invocations[0]).toEqual({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'note', message: { text: 'compose.yaml: services.web: no image' } },
        { level: 'error', message: { text: 'no notation' } },
      ],
    });
  });

  it('shows text from outside as text', () => {
    const container = aContainer({ name: HOSTILE, image: HOSTILE });
    const verdict = anUntrusted('revoked', HOSTILE);
    const report = { verified: [aSubject({ container, verdict, source: HOSTILE, file: 'a?b#c<d' })] };
    const [result] = sarif(report).results;
    expect(result?.locations[0].physicalLocation.artifactLocation.uri).toBe('a%3Fb%23c%3Cd');

    expect(renderSarif(aReport(report))).not.toMatch(/[\u0000-\u0009\u000B-\u001F\uD800-\uDFFF\u202E]/);
    expect(result?.message.text.split('\n')).toHaveLength(2);
  });
});
