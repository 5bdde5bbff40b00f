import { BASIC, clientUnderTest, LOGIN, REMAINING } from '../../support/registry/client-under-test';
import { DIGEST, ecrScope, responding, servingManifest } from '../../support/registry/registry-content';

const AUTH = 'auth.example';
const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

describe('access to ECR', () => {
  const setup = clientUnderTest();

  const fetchFrom = (registry: string) =>
    setup().client.fetchManifest({ scope: ecrScope(registry), reference: { digest: DIGEST }, remaining: REMAINING });

  it.each([
    ['a bearer token', `Bearer realm="https://${AUTH}/token",service="x"`],
    ['credentials', `Basic realm="https://${AUTH}/",service="ecr.amazonaws.com"`],
  ])('sends its login to no one who asks for %s', async (_, challenge) => {
    setup().hosts.serve(ECR, responding(401, { 'www-authenticate': challenge }));
    setup().hosts.serve(AUTH, responding(200, {}, '{"token":"abc"}'));
    await expect(fetchFrom(ECR)).resolves.toMatchObject({ kind: 'denied' });
    expect(setup().hosts.tunnels).toEqual([ECR]);
  });

  it.each([
    'registry.example',
    '999999999999.dkr.ecr.eu-west-1.amazonaws.com',
    '111122223333.dkr.ecr.eu-west-2.amazonaws.com',
    `${ECR}.evil.example`,
    `${ECR}:8443`,
  ])('sends its login not to %s, which is another registry', async (host) => {
    await expect(fetchFrom(host)).resolves.toMatchObject({ kind: 'denied' });
    expect(setup().hosts.tunnels).toEqual([]);
  });

  it.each(['111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com', '111122223333.dkr-ecr.eu-west-1.on.aws'])(
    'contacts the host form that the reference names: %s',
    async (host) => {
      setup().hosts.serve(host, servingManifest);
      await expect(fetchFrom(host)).resolves.toMatchObject({ kind: 'found' });
      expect(setup().hosts.received).toMatchObject([{ host, headers: { authorization: BASIC } }]);
    },
  );

  it('passes on why there is no login', async () => {
    const client = setup().clientWith({
      ecrLogin: async () => ({ kind: 'throttled', detail: 'ecr:GetAuthorizationToken: throttled' }),
    });
    const answer = await client.fetchManifest({
      scope: ecrScope(ECR),
      reference: { digest: DIGEST },
      remaining: REMAINING,
    });
    expect(answer).toEqual({
      kind: 'throttled',
      detail: `manifest ${DIGEST} of ${ECR}/team/app: ecr:GetAuthorizationToken: throttled`,
    });
    expect(setup().hosts.tunnels).toEqual([]);
  });

  it('times out when there is no login in time', async () => {
    const client = setup().clientWith({ ecrLogin: () => new Promise(() => undefined) });
    const request = { scope: ecrScope(ECR), reference: { digest: DIGEST }, remaining: () => 100 };
    await expect(client.fetchManifest(request)).resolves.toMatchObject({ kind: 'timed-out' });
  });

  it('names no credential in a detail', async () => {
    setup().hosts.serve(
      ECR,
      responding(403, {}, `{"errors":[{"code":"DENIED","message":"${BASIC} ${LOGIN.password}"}]}`),
    );
    const answer = await fetchFrom(ECR);
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${LOGIN.password}|${BASIC.slice(6)}`));
    expect(answer).toMatchObject({ kind: 'denied' });
  });
});
