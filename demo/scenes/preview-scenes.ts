import * as z from 'zod';
import { profileArn, PUBLIC_HOST } from '../demo-account';
import { DEMO_DEPLOYMENT, type DeploymentFile, TRUSTED_PROFILES } from '../demo-deployment';
import { differing } from '../differing';
import type { Evidence } from '../evidence';
import { running, TRUSTED, untrusted } from '../one-container';
import type { Scene } from '../scene';

const extent = z.object({ tasks: z.number(), services: z.number(), clusters: z.number() });

/** The part of the preview's JSON that the scene is about. */
const previewShape = z.object({
  untrusted: extent,
  enforced: extent,
  unaffected: extent,
  owners: z.array(
    z.object({
      owner: z.string().nullable(),
      findings: z.array(z.object({ service: z.string().nullable(), cause: z.string(), response: z.string() })),
    }),
  ),
});

const describeExtent = ({ tasks, services, clusters }: z.output<typeof extent>): string =>
  `${tasks} tasks in ${services} services of ${clusters} clusters`;

const previewProblems = ({ previews }: Evidence): readonly string[] => {
  const { success, data } = previewShape.safeParse(previews[0]);
  if (!success) return ['the preview: expected its JSON, found none'];
  const findings = data.owners.flatMap(({ owner, findings: own }) =>
    own.map(({ service, cause, response }) => `${owner ?? '-'}: ${service ?? '-'} (${cause}) ${response}`),
  );
  const expected = 'team-search: search (none) roll-back · team-shop: banner (signer) roll-back';
  return [
    ...differing('untrusted', '3 tasks in 2 services of 2 clusters', describeExtent(data.untrusted)),
    ...differing('of that in enforce mode', '3 tasks in 2 services of 2 clusters', describeExtent(data.enforced)),
    ...differing('unaffected', '2 tasks in 1 services of 1 clusters', describeExtent(data.unaffected)),
    ...differing('findings', expected, findings.join(' · ')),
  ];
};

/** Everything is enforced, and the policy of public images has another signer. */
const CHANGED: DeploymentFile = {
  ...DEMO_DEPLOYMENT,
  mode: 'enforce',
  policies: {
    ...DEMO_DEPLOYMENT.policies,
    public: { repositories: [`${PUBLIC_HOST}/demo/*`], signers: [profileArn(TRUSTED_PROFILES.expired)] },
  },
};

/** What a changed deployment file would do. */
export const PREVIEW_SCENES: readonly Scene[] = [
  {
    name: 'preview-enforce',
    explanation:
      'Before enforce mode is turned on everywhere and a signer is removed, image-trust preview says which tasks, services and clusters that affects, and why.',
    setUp: async (builder) => {
      const web = running('web', await builder.pushSigned('web'));
      const search = running('web', await builder.push('search'));
      const banner = running('web', await builder.pushSigned('banner', { repository: builder.publicRepository() }));
      const storefront = { cluster: 'storefront' };
      const started = [
        builder.startService({ ...storefront, name: 'web', owner: 'team-shop', tasks: 2, containers: [web] }),
        builder.startService({ ...storefront, name: 'search', owner: 'team-search', tasks: 2, containers: [search] }),
        builder.startService({ cluster: 'media', name: 'banner', owner: 'team-shop', tasks: 1, containers: [banner] }),
      ];
      return [...started.flat(), { kind: 'sweep' }, { kind: 'preview', file: CHANGED }];
    },
    expected: { containers: [TRUSTED, TRUSTED, untrusted('unsigned'), untrusted('unsigned'), TRUSTED] },
    alsoExpected: previewProblems,
    ownAws: true,
  },
];
