import { readFileSync } from 'node:fs';
import type { TrustDocument } from '../../../../verification';
import { clusterArnAt } from '../../../shared/cluster-name';
import { UsageError } from '../../../shared/usage-error';
import { serviceIn } from '../../gate/service-name';
import type { VerifyOptions } from '../options';
import { readComposeFile } from './compose-file';
import { readCluster, readService, readTaskDefinition, type EcsPorts } from './ecs-sources';
import type { Variables } from './interpolate';
import { imageSubject, type Found } from './subject';
import { readTaskDefinitionFile } from './task-definition-file';
import { isTaskDefinitionName, taskDefinitionIn } from './task-definition-name';

/** What names the images of a command line. */
export type Sources = Pick<VerifyOptions, 'images' | 'taskDefinitions' | 'compose' | 'services' | 'running'>;

/** What sources are read with. */
export interface SourceTools {
  readonly place: Pick<TrustDocument, 'partition' | 'region' | 'account'>;
  readonly environment: Variables;
  readonly ports: EcsPorts;
}

const clusterIn = (place: SourceTools['place'], text: string): string => {
  const arn = clusterArnAt(place, text);
  if (arn !== undefined) return arn;
  throw new UsageError(`expected a cluster in ${place.region} of account ${place.account}, found ${text}`);
};

const readText = (option: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${option} ${file}: expected a readable file, found ${(cause as Error).message}`, { cause });
  }
};

/** Files come first, so that a mistake in one is found before AWS is asked. */
const readFiles = ({ taskDefinitions, compose }: Sources, environment: Variables): readonly Found[] => [
  ...taskDefinitions
    .filter((text) => !isTaskDefinitionName(text))
    .map((file) => readTaskDefinitionFile(readText('--task-definition', file), file)),
  ...compose.map((file) => readComposeFile(readText('--compose', file), file, environment)),
];

/**
 * All containers whose images a command line names.
 * @throws UsageError or InvalidInputError about what was typed or a file, ToolFailure when ECS refuses.
 */
export const readSources = async (sources: Sources, tools: SourceTools): Promise<Found> => {
  const { place, environment, ports } = tools;
  const taskDefinitions = sources.taskDefinitions
    .filter(isTaskDefinitionName)
    .map((text) => taskDefinitionIn(place, text));
  const services = sources.services.map((text) => serviceIn(place, text));
  const clusters = sources.running.map((text) => clusterIn(place, text));
  const found: Found[] = [
    { subjects: sources.images.map(imageSubject), withoutImage: [] },
    ...readFiles(sources, environment),
  ];
  for (const each of taskDefinitions) found.push(await readTaskDefinition(each, ports));
  for (const each of services) found.push(await readService(each, ports));
  for (const each of clusters) found.push(await readCluster(each, ports));
  return {
    subjects: found.flatMap(({ subjects }) => subjects),
    withoutImage: found.flatMap(({ withoutImage }) => withoutImage),
  };
};
