import { readTaskDefinitionFile } from '../../../../../cli/commands/verify/sources/task-definition-file';
import { ECR } from '../../../../support/domain/domain';

const DEFINITION = {
  family: 'web',
  containerDefinitions: [
    { name: 'web', image: `${ECR}/shop/web:1`, essential: true },
    { name: 'log', image: 'public.ecr.aws/x/log:2' },
  ],
};

const read = (definition: unknown) => readTaskDefinitionFile(JSON.stringify(definition), 'td.json');

describe('readTaskDefinitionFile', () => {
  it.each([
    ['registered', DEFINITION],
    ['described', { taskDefinition: { ...DEFINITION, revision: 7 }, tags: [] }],
  ])('reads every container of a task definition as it is %s', (_what, definition) => {
    expect(read(definition).subjects).toEqual([
      {
        container: { name: 'web', image: `${ECR}/shop/web:1`, imageDigest: null },
        source: 'td.json: web',
        file: 'td.json',
        isRunning: false,
      },
      {
        container: { name: 'log', image: 'public.ecr.aws/x/log:2', imageDigest: null },
        source: 'td.json: log',
        file: 'td.json',
        isRunning: false,
      },
    ]);
  });

  it('names every problem at once', () => {
    const containerDefinitions = [{ name: 'web' }, { name: 'log', image: '<IMAGE>' }, { image: 'nginx' }];
    expect(() => read({ taskDefinition: { containerDefinitions } })).toThrow(
      [
        'td.json: 3 problems',
        '  taskDefinition.containerDefinitions[0].image: expected an image reference, found nothing',
        '  taskDefinition.containerDefinitions[1].image: expected a repository of lower-case path segments, found "<IMAGE>"',
        '  taskDefinition.containerDefinitions[2].name: expected the name of a container, found nothing',
      ].join('\n'),
    );
  });

  it.each<[string, unknown, string]>([
    ['no container', { containerDefinitions: [] }, 'containerDefinitions: expected at least one container, found []'],
    ['another kind of file', { services: {} }, 'containerDefinitions: expected a list of containers, found nothing'],
    ['a list', [], '(whole): expected an object, found []'],
  ])('refuses %s', (_what, definition, message) => {
    expect(() => read(definition)).toThrow(message);
  });

  it('says where JSON is broken', () => {
    expect(() => readTaskDefinitionFile('{', 'td.json')).toThrow(
      'td.json: 1 problem\n  line 1, column 2: expected JSON',
    );
  });
});
