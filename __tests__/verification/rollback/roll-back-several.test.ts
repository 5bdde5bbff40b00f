import { DONE, respondToTask } from '../../../verification';
import { aNeighbour, anUntrusted, aTask, aTrusted, digestOf } from '../../support/domain/domain';
import { fakePorts } from '../../support/domain/fake-ports';
import {
  anOldRevision,
  aRevision,
  aServiceCase,
  DEPLOYMENT,
  fakeService,
  OLD_DIGEST,
} from '../../support/domain/fake-service';
import { publishedBy, ROLLED_BACK } from '../../support/domain/rolling-back';
import { verifyBy } from '../../support/domain/verifying';

const bad = aNeighbour('bad', 'b');
const worse = aNeighbour('worse', 'c');
const containers = [bad.container, worse.container];
const verifyAfresh = verifyBy({
  [digestOf('b')]: anUntrusted(),
  [digestOf('c')]: anUntrusted(),
  [OLD_DIGEST]: aTrusted(),
});

describe('respondToTask for the task of a service with several untrusted containers', () => {
  it('rolls the deployment back and spends one stop once, and announces the rollback for each', async () => {
    const service = fakeService({ revisions: [aRevision({ containers }), anOldRevision()] });
    const fake = fakePorts({ ...service.ports, verifyAfresh });
    const task = aTask({ group: 'service:web', containers });
    expect(await respondToTask(aServiceCase({ task }), [bad, worse], fake.ports)).toEqual(DONE);
    expect(service.stopped).toEqual([DEPLOYMENT]);
    expect(fake.calls.filter((call) => call === 'spend' || call === 'stop-deployment')).toEqual([
      'spend',
      'stop-deployment',
    ]);
    expect(publishedBy(fake)).toEqual([ROLLED_BACK, ROLLED_BACK]);
  });

  it('calls ECS for one rollback also while ECS still describes the deployment as in progress', async () => {
    const service = fakeService({ revisions: [aRevision({ containers }), anOldRevision()] });
    const stopped: string[] = [];
    const fake = fakePorts({
      ...service.ports,
      verifyAfresh,
      stopDeployment: async (arn) => void stopped.push(arn),
    });
    const task = aTask({ group: 'service:web', containers });
    await respondToTask(aServiceCase({ task }), [bad, worse], fake.ports);
    expect(stopped).toEqual([DEPLOYMENT]);
    expect(publishedBy(fake)).toEqual([ROLLED_BACK, ROLLED_BACK]);
  });
});
