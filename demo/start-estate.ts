import { ECR_HOST } from './demo-account';
import { deliverEvent } from './deliver-event';
import type { DemoContext } from './demo-context';
import { GATED_CLUSTERS } from './demo-deployment';
import { running } from './one-container';
import { SceneBuilder } from './scene-builder';
import type { RunningService } from './start-service';

/** A cluster in audit mode. */
const CLUSTER = 'storefront';

const GRANT_SECONDS = 3 * 86_400;

/** Services as a team has them: trusted, untrusted and exempt containers, one whose signature is revoked, and one whose
 * registry fails. */
const services = async (builder: SceneBuilder): Promise<readonly RunningService[]> => {
  const { profiles } = builder;
  const place = (part: string) => ({ repository: builder.repository(part) });
  const web = running('web', await builder.pushSigned('web', place('web')));
  const search = running('search', await builder.push('search', place('search')));
  const offers = running(
    'offers',
    await builder.pushSigned('offers', { ...place('offers'), profile: profiles.untrusted }),
  );
  const router = running(
    'log-router',
    await builder.push('router', { repository: `${ECR_HOST}/third-party/log-router` }),
  );
  const payments = running('payments', await builder.pushSigned('payments', place('payments')));
  const revoked = await builder.push('checkout', place('checkout'));
  builder.revoke(await builder.sign(revoked));
  const checkout = running('checkout', revoked);
  builder.addRegistryFault(builder.repository('payments'), { kind: 'status', status: 503 });
  const audited = { cluster: CLUSTER };
  return [
    { ...audited, name: 'web', owner: 'team-shop', tasks: 4, containers: [web, router] },
    { ...audited, name: 'search', owner: 'team-search', tasks: 2, containers: [search, router] },
    { ...audited, name: 'offers', owner: 'team-shop', tasks: 1, containers: [offers] },
    { cluster: GATED_CLUSTERS.enforce, name: 'payments', owner: 'team-payments', tasks: 2, containers: [payments] },
    { ...audited, name: 'checkout', owner: 'team-payments', tasks: 1, containers: [checkout] },
  ];
};

/**
 * Ends all faults of the scenes, and starts services with owners; a break-glass grant is in force. Their tasks' events are
 * delivered to an instance of the launch function.
 */
export const startEstate = async ({ environment, profiles }: DemoContext): Promise<void> => {
  environment.gateway.clearFaults();
  const builder = new SceneBuilder(environment, profiles, CLUSTER);
  builder.grant(await builder.push('granted'), { cluster: GATED_CLUSTERS.enforce, seconds: GRANT_SECONDS });
  const instance = await environment.startInstance();
  try {
    for (const service of await services(builder))
      for (const started of builder.startService(service)) await deliverEvent(started, environment, instance);
  } finally {
    await instance.stop();
  }
};
